/**
 * What a text must not carry into the page, found by its pattern: mail addresses and telephone numbers, in all the ways
 * that people type them, and marks that make a text read otherwise than it is written.
 */

/** What is put for what was masked. */
const DOTS = '•••';

/** Marks that turn the direction of writing: `agent-` and a turned `321` would read agent-123. */
export const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const HAS_BIDI = new RegExp(BIDI.source);

/** Whether something of a text was taken out of it, so that it is no longer what was sent, or not to be read off it. */
export const isAltered = (text: string): boolean => /•••|\uFFFD/.test(text);

/** A part of a text, by its first unit and the one after its last, and what is put in its place. */
type Part = [start: number, end: number, by: string];

/** One character as it is compared: kinds of space, hyphen, digit, `@` and letter are one each, invisible ones none. */
function folded(character: string): string {
  if (/[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/.test(character)) return '';
  if (/[\u2010-\u2015\u2212\u2043\u30fc\ufe58\ufe63\uff0d]/.test(character)) return '-';
  if (/[\u3002\uff61\u2024\u00b7]/.test(character)) return '.';
  if (/\s/.test(character)) return ' ';
  const plain = character.normalize('NFKC');
  if (!/^\p{Nd}$/u.test(plain) || plain <= '9') return plain;
  // The digits of every script stand in a row, the zero first.
  const code = plain.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

const known = new Map<string, string>();

/** A text as it is compared, and for each unit of it where that came from. */
function fold(text: string): { plain: string; from?: number[] } {
  let plain = '';
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    let part = character < '\x80' ? character : known.get(character);
    if (part === undefined) known.set(character, (part = folded(character)));
    for (let n = 0; n < part.length; n += 1) from.push(at);
    plain += part;
    at += character.length;
  }
  return { plain, from: [...from, at] };
}

/** An `@`, as it is, as URLs and HTML write it, or spelled; with room around it only before a whole domain. */
const AT =
  /[^\S\n]{0,3}@[^\S\n]{0,3}|%(?:25)*40|&#0*64;|&#x0*40;|&commat;|[^\S\n]{0,3}[([{<]\s?(?:at|@)\s?[)\]}>][^\S\n]{0,3}|[^\S\n]{1,3}at[^\S\n]{1,3}/giu;
/** What no name before an `@` holds, but for spaces. */
const ENDS = new Set('@<>"`(),;:[]{}=|/\\& \t\n\r');
const DOMAIN = /[^\s@<>"'`(),;:[\]{}=|/\\?&#%]+/uy;
const SPELLED = /[\p{L}\d-]+(?:(?:\.|\s?[([{]\s?(?:dot|\.)\s?[)\]}]\s?|\sdot\s)[\p{L}\d-]+)+/iuy;
const LITERAL = /\[[^\]\s]{1,64}\]/uy;
/** What is said to be `at example.com` is no mail address. */
const NOT_LOCAL =
  /^(?:is|are|was|up|in|out|on|off|now|down|live|here|there|look(?:s|ed)?|fail(?:s|ed)|seen?|found|available|hosted|running|runs|deployed|served|reached|arrived|stop(?:s|ped)|start(?:s|ed)|error|timeout|denied|approved|expired|opened|closed|page|site|docs|and|or|only|not|api|status)$/i;
const NOT_TLD = /^(?:js|mjs|ts|go|cs|kt|rb|py|sh|md|json|html|handler)$/i;

const sticky = (look: RegExp, text: string, at: number): string => {
  look.lastIndex = at;
  return look.exec(text)?.[0] ?? '';
};

/** The domain that begins at a place. @param spaced whether there is room around the `@`, which other words have too */
function domainAt(text: string, at: number, spaced: boolean): { length: number; shown: string } | undefined {
  const literal = text[at] === '[' && !spaced ? sticky(LITERAL, text, at) : '';
  if (literal) return { length: literal.length, shown: DOTS };
  const run = sticky(DOMAIN, text, at);
  const spelled = /[\s([{]/.test(text[at + run.length] ?? '') ? sticky(SPELLED, text, at) : '';
  const whole = (spelled.length > run.length ? spelled : run).replace(/[.!*_~-]+$/, '');
  // A version such as 4.17.21 is no domain; four figures are the address of a machine.
  if (!whole || (/^[\d.]+$/.test(whole) && !/^\d+(?:\.\d+){3}$/.test(whole))) return undefined;
  const tld = /(?<=[\s.)\]}])[\p{L}\d-]{2,}$/u.exec(whole)?.[0] ?? '';
  if (spaced && (!/^\p{L}+$/u.test(tld) || NOT_TLD.test(tld))) return undefined;
  const [first = ''] = whole;
  return { length: whole.length, shown: first + DOTS + (tld && `.${tld}`) };
}

/** Where the name before an `@` begins; a quoted one may hold anything. */
function localStart(text: string, end: number, from: number, after: number): number {
  const open = text[end - 1] === '"' ? text.lastIndexOf('"', end - 2) : -1;
  if (open >= 0 && open >= after && end - open <= 66) return open;
  let start = end;
  while (start > from && !ENDS.has(text[start - 1] ?? ' ')) start -= 1;
  while (start < end && /['*]/.test(text[start] ?? '')) start += 1;
  return start;
}

function mailsIn(text: string): Part[] {
  const parts: Part[] = [];
  // The end of the last address, and of the last sign: no name reaches back beyond it.
  let [after, from] = [-1, 0];
  // No list of addresses has more of them; what has is not worth the time to look at each.
  let most = 50 + text.length / 20;
  for (const { 0: sign, index } of text.matchAll(AT)) {
    if ((most -= 1) < 0) return [[0, text.length, DOTS]];
    if (index < from) continue;
    const spaced = /^\s|\s$/.test(sign) && !/[([{<]/.test(sign);
    const start = localStart(text, index, from, after);
    const local = text.slice(start, index);
    from = index + sign.length;
    // What follows an address at once is one more domain.
    if (local ? spaced && NOT_LOCAL.test(local) : index !== after) continue;
    const domain = domainAt(text, from, spaced);
    // An `@` within quotes that come before another one is part of the name.
    if (!domain || text.startsWith('"@', from + domain.length)) continue;
    after = from = from + domain.length;
    const [first = ''] = local.replace(/^"/, '');
    parts.push([start, from, `${local && first + DOTS}@${domain.shown}`]);
  }
  return parts;
}

/** Figures that are no telephone number, though they look like one. Whatever begins so is passed over whole. */
const INNOCENT = [
  // ARNs, and hashes in hex and base64.
  String.raw`\barn:[\w-]+:[^\s"'<>]*`,
  String.raw`\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b`,
  String.raw`(?<![A-Za-z\d+/])[A-Za-z\d+/]{43}=`,
  // Dates, and times with what follows them.
  String.raw`\b\d{4}([-/.])\d\d?\1\d\d?(?:[T ]\d\d:?\d\d(?::?\d\d)?)?(?:[.,]\d+)?(?:\s?(?:Z|[+-]\d\d:?\d\d)\b)?`,
  String.raw`\b\d\d?([-/. ])(?:0?\d|1[0-2])\2(?:19|20)\d\d\b(?![-./]?\d)(?! \d\d(?!:))`,
  String.raw`\b\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d+)?(?:\s?(?:Z|[+-]\d\d:?\d\d)\b)?`,
  String.raw`\b[012]\d[0-5]\d(?:\s?(?:Z|UTC|h))?(?:\s-\s|-)[012]\d[0-5]\d(?=\s?(?:Z|UTC|h)\b)`,
  String.raw`\b[012]\d[0-5]\d(?:\s?(?:Z|UTC|h))?\s-\s[012]\d[0-5]\d\b(?![\d-])`,
  // Addresses of machines, account numbers, and whatever has a unit.
  String.raw`\b\d{1,3}(?:\.\d{1,3}){3}\b(?![.\d])`,
  String.raw`(?<![\w.+-])(?!00[1-9])\d{12}(?![\w-])`,
  String.raw`(?<![\w.+-])[\d.,]+\s?(?:[nuµm]?s|sec|min|h|d|[kMG]i?B|bytes|USD|%)(?!\w)`,
].join('|');
/** Written internationally (+44 …), nationally with a leading 0, or as 555-010-9999; with an extension, or without. */
const PHONE = String.raw`(?<![\w.-])(?<phone>(?:\+\d[\d ().\/-]{6,18}\d|\(0[\d -]{0,6}\)[\d ().\/-]{4,14}\d|0\d[\d ().\/-]{6,14}\d|(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4})(?:,? ?(?:;?ext[.=:]? ?|extension ?|x ?|# ?)\d{1,6})?)(?![\w-])`;
const FIGURES = new RegExp(`${INNOCENT}|${PHONE}`, 'giu');

const maskedPhone = (phone: string): string => {
  const digits = phone.replace(/\D/g, '');
  return `${phone.startsWith('+') ? '+' : ''}${DOTS}${digits.slice(-2)}`;
};

function phonesIn(text: string): Part[] {
  return [...text.matchAll(FIGURES)].flatMap(({ 0: whole, index, groups }): Part[] =>
    groups?.['phone'] ? [[index, index + whole.length, maskedPhone(whole)]] : [],
  );
}

/** A number that stands where a telephone number may: as one, if it is as long as one. */
export const maskNumber = (value: number): number | string =>
  Number.isSafeInteger(value) && value >= 1e6 && value < 1e15 ? maskedPhone(String(value)) : value;

/** What may hold a mail address, and what a telephone number: most texts hold neither. */
const MAIL_LIKE = /@|%(?:25)*40|&(?:#|c)|[\s([{<]at[\s)\]}>]/i;
const PHONE_LIKE = /\d(?:[^\d\n]{0,3}\d){6}/;

/** How many units the character at a place takes. */
const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** A text with other words in place of some parts, which do not overlap. */
function replaced(text: string, parts: readonly Part[], from: readonly number[] | undefined): string {
  let masked = '';
  let done = 0;
  for (const [start, end, by] of parts) {
    // What lies between two parts stays as it was written.
    const last = from ? (from[end - 1] ?? 0) : end - 1;
    masked += text.slice(done, from ? from[start] : start) + by;
    done = last + widthAt(text, last);
  }
  return masked + text.slice(done);
}

/** What a text is masked for; by default for both. */
export interface Masked {
  mails?: boolean;
  phones?: boolean;
}

/** A text with every mail address as `j•••@e•••.com` and every telephone number as `•••23`, whatever its length. */
export function maskAll(text: string, { mails: addresses = true, phones = true }: Masked = {}): string {
  const { plain, from } = /^[\0-\x7f]*$/.test(text) ? { plain: text } : fold(text);
  const mails = addresses && MAIL_LIKE.test(plain) ? mailsIn(plain) : [];
  const numbers = phones && PHONE_LIKE.test(plain) ? phonesIn(plain) : [];
  const apart = numbers.filter(([start, end]) => !mails.some((mail) => start < mail[1] && end > mail[0]));
  const masked = replaced(
    text,
    [...mails, ...apart].sort(([a], [b]) => a - b),
    from,
  );
  return HAS_BIDI.test(masked) ? masked.replace(BIDI, '\uFFFD') : masked;
}
