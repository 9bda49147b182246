/**
 * How each tag is loaded and defined. Empty here: the build and the test server put in one literal `import()` for each
 * folder of components/, and the provider's, so that bundlers, preloaders and people can follow them.
 */
export const cards: Readonly<Record<string, () => Promise<unknown>>> = {};
