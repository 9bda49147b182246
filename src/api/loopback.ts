const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether a host name, as a parsed address has it, is this machine: browsers trust it without https. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);
