/** Minutes without an event from which to warn and to alarm. */
export const silenceLimits = { warn: 15, bad: 60 };
