/** Shares from which to warn and to alarm, by the reputation limits of SES: it reviews, then pauses an account. */
export const bounceLimits = { warn: 0.05, bad: 0.1 };
export const complaintLimits = { warn: 0.001, bad: 0.005 };
