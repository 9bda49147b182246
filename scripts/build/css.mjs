import { transformSync } from 'esbuild';
import { BROWSERS } from '../tree.mjs';

/** What the template minifier puts where a template has an expression; ours are whole rules. */
const HOLE = '@TEMPLATE_EXPRESSION();';

/** Makes a css template smaller by esbuild's own minifier. */
export function minifyCss(css) {
  const parts = css.split(HOLE);
  // Holes that are all the same would be one rule written several times.
  const named = parts.map((part, index) => (index === 0 ? part : `@hole-${index};${part}`)).join('');
  // Escapes such as \b7 would be read as those of the template that the style stands in.
  const options = { loader: 'css', minify: true, target: BROWSERS, charset: 'utf8' };
  const { code, warnings } = transformSync(named, options);
  if (warnings[0]) throw new Error(`A css template is not CSS: ${warnings[0].text}`);
  return parts.reduce((text, _, index) => text.replace(`@hole-${index};`, HOLE), code.trim());
}
