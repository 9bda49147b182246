/** The cards of the runbooks that come with the site, by the name of their file. Empty here: the build reads the pages. */
export const siteRunbooks: Readonly<Record<string, readonly string[]>> = {};
