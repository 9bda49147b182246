/** How the custom elements manifest is made: from the cards and from what they inherit. */
export default {
  globs: ['components/**/*.ts', 'src/card/**/*.ts'],
  exclude: ['**/*.test.ts'],
  litelement: true,
  // Left to itself it writes its place into package.json.
  packagejson: false,
};
