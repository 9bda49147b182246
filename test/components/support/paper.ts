/** The rules below a style sheet or a rule. */
const rulesOf = (holder: CSSStyleSheet | CSSRule): CSSRule[] =>
  'cssRules' in holder && holder.cssRules instanceof CSSRuleList
    ? [...holder.cssRules].flatMap((rule) => [rule, ...rulesOf(rule)])
    : [];

/**
 * Looks at an element as it would be on paper: what its style sheets keep for print holds meanwhile, and what they keep
 * for the screen does not. No driver is asked, since only one of three can be.
 */
export function onPaper(element: Element, look: () => void): void {
  const media = (element.shadowRoot?.adoptedStyleSheets ?? [])
    .flatMap(rulesOf)
    .flatMap((rule) => (rule instanceof CSSMediaRule ? rule.media : []));
  const before = media.map(({ mediaText }) => mediaText);
  for (const list of media)
    list.mediaText = list.mediaText.replace(/\bprint\b/, 'all').replace(/\bscreen\b/, 'not all');
  try {
    look();
  } finally {
    for (const [index, list] of media.entries()) list.mediaText = before[index] ?? '';
  }
}
