/** What the template minifier puts where a template has an expression. */
const HOLE = /@TEMPLATE_EXPRESSION_*\(\);/g;
const STRING = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/;
/** An attribute in a selector whose value is a name, which needs no quotes. */
const NAMED = /(\[[\w-]+[~|^$*]?=)(['"])([a-z][\w-]*)\2/gi;

/**
 * Makes a css template smaller by taking only comments, white space and needless quotes out of it. A minifier that understands
 * values would have to know every new one (nesting, container queries, light-dark); this one need not.
 */
export function minifyCss(css) {
  const holes = css.match(HOLE) ?? [];
  const tight = css
    .replace(HOLE, '\uE000')
    .split(STRING)
    .map((part, index) => (index % 2 === 1 ? part : squeeze(part)))
    .join('');
  return tight
    .trim()
    .replace(NAMED, '$1$3')
    .replace(/\uE000/g, () => holes.shift() ?? '');
}

/** A space before a colon or a bracket can mean *descendant*; after a colon, a comma or a brace it never does. */
const squeeze = (part) =>
  part
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};>]) ?/g, '$1')
    .replace(/([:,]) /g, '$1')
    .replace(/;}/g, '}');
