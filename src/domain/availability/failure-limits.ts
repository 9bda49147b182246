/** From how many failures in a row a route is doubtful, and from how many it is down. */
export const failureLimits = { warn: 1, bad: 3 };
