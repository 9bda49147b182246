/** Where the shell keeps its own settings in localStorage, which can be read before the first paint. */
export const SETTINGS = 'mission-control/shell';
