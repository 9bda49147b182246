import type { CSSResultOrNative } from 'lit';

/** The sheets that stand for ours in other documents. */
const copies = new WeakMap<Document, Map<CSSStyleSheet, CSSStyleSheet>>();

const textOf = ({ cssRules }: CSSStyleSheet): string =>
  [...cssRules].map(({ cssText }) => cssText).join('\n');

/** A copy of a sheet that a document may use, one for all who ask. */
function copyFor(document: Document, sheet: CSSStyleSheet): CSSStyleSheet | undefined {
  // A document without a window shows nothing.
  const Sheet = document.defaultView?.CSSStyleSheet;
  if (!Sheet) return undefined;
  const known = copies.get(document) ?? new Map<CSSStyleSheet, CSSStyleSheet>();
  copies.set(document, known);
  const copy = known.get(sheet) ?? new Sheet();
  if (!known.has(sheet)) copy.replaceSync(textOf(sheet));
  known.set(sheet, copy);
  return copy;
}

/** Gives a shadow root in another document copies of these styles, since a constructed sheet stays with its own. */
export function adoptCopies(root: ShadowRoot, styles: readonly CSSResultOrNative[]): void {
  root.adoptedStyleSheets = styles.flatMap((style) => {
    const sheet = style instanceof CSSStyleSheet ? style : style.styleSheet;
    return (sheet && copyFor(root.ownerDocument, sheet)) ?? [];
  });
}
