/** Words that others use for what an attribute of ours is. */
const ALIASES: Readonly<Record<string, string>> = {
  api: 'api-base',
  apiurl: 'api-base',
  base: 'api-base',
  baseurl: 'api-base',
  endpoint: 'api-base',
  configuration: 'config',
  interval: 'refresh',
  level: 'heading-level',
  timezone: 'tz',
};

/** Names shorter than this are near too much. */
const SHORTEST = 5;

const letters = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** Whether two words differ by one letter: one more, one less, another, or two that changed places. */
function oneOff(a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [left, right] = [a.slice(same), b.slice(same)];
  return (
    left.slice(1) === right.slice(1) ||
    left.slice(1) === right ||
    left === right.slice(1) ||
    (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2))
  );
}

/** The attribute that a name which is none was probably meant to be. */
function meant(name: string, known: readonly string[]): string | undefined {
  const word = letters(name);
  const exact = known.find((each) => letters(each) === word) ?? ALIASES[word];
  if (exact !== undefined || word.length < SHORTEST) return exact;
  return known.find((each) => each.length >= SHORTEST && oneOff(word, letters(each)));
}

/** A sentence for each attribute of these elements that is nearly one of those which a card heeds. */
export const nearMisses = (elements: readonly Element[], known: readonly string[]): string[] =>
  elements.flatMap((element) =>
    element.getAttributeNames().flatMap((name) => {
      const right = known.includes(name) ? undefined : meant(name, known);
      return right ? [`Unknown attribute ${name} on <${element.localName}>: ${right} is meant.`] : [];
    }),
  );
