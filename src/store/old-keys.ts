/** How the names of what the older page kept in localStorage begin, those included that are not known. */
export const OLD_KEYS = /^(?:sd_|missionControl)/;

/** Whether a key of localStorage is the older page's. */
export const isOldKey = (key: string): boolean => OLD_KEYS.test(key);
