/**
 * Where values become words. A value that is missing or not finite reads `unknown`, never a hole. Durations
 * are cut, not rounded, so that none reads as a limit that it has not reached.
 */
type Maybe = number | null | undefined;

const UNKNOWN = 'unknown';
const known = (n: Maybe): n is number => typeof n === 'number' && Number.isFinite(n);

/** Grouped digits with a real minus sign, and no more decimals than `places`. */
const digits = (n: number, places: number): string =>
  String(Number(n.toFixed(places)))
    .replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')
    .replace('-', '−');

/** A number with grouped digits: `1,204`; up to three decimals where it has any. */
export const count = (n: Maybe): string => (known(n) ? digits(n, 3) : UNKNOWN);

/** A count with its noun: `1 agent`, `3 agents`, `unknown agents`. */
export const plural = (n: Maybe, one: string, many = one + 's'): string =>
  `${count(n)} ${n === 1 ? one : many}`;

/**
 * A share as a percentage: `12.5%`. `places` (0 to 20) is the most decimals shown. Only nothing is `0%` and
 * only all is `100%`; what would round to them reads `<0.1%` and `>99.9%`.
 */
export function percent(share: Maybe, places = 1): string {
  if (!known(share) || !known(share * 100)) return UNKNOWN;
  const step = 10 ** -places;
  const rounded = Number((share * 100).toFixed(places));
  if (share && !rounded) return `${share < 0 ? '>−' : '<'}${digits(step, places)}%`;
  if (share < 1 && rounded === 100) return `>${digits(100 - step, places)}%`;
  return digits(rounded, places) + '%';
}

/** A change: `+3`, `−1,204`, `no change`. */
export const delta = (n: Maybe): string =>
  n === 0 ? 'no change' : known(n) && n > 0 ? '+' + count(n) : count(n);

const units: readonly (readonly [ms: number, name: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
];

/** A measured time in ms: `412 ms`, `1.25 s`, from a minute on as in `duration`. */
export function ms(n: Maybe): string {
  if (!known(n)) return UNKNOWN;
  const size = Math.abs(n);
  if (size >= 60_000) return duration(n);
  if (size >= 1000) return digits(Math.trunc(n / 10) / 100, 2) + ' s';
  return digits(size < 10 ? Math.trunc(n * 10) / 10 : Math.trunc(n), 1) + ' ms';
}

/** A span in ms by its two largest units: `2 d 3 h`, `5 min 12 s`, `45 s`; below a second as in `ms`. */
export function duration(span: Maybe): string {
  if (!known(span)) return UNKNOWN;
  const size = Math.abs(span);
  const first = units.findIndex(([unit]) => size >= unit);
  if (first < 0) return ms(span);
  let rest = size;
  const parts = units.slice(first, first + 2).map(([unit, name]) => {
    const n = Math.floor(rest / unit);
    rest -= n * unit;
    return n ? `${digits(n, 0)} ${name}` : '';
  });
  return (span < 0 ? '−' : '') + parts.join(' ').trim();
}

/**
 * How long ago, from an age in ms: `12 s ago`, `3 h ago`; under a second `just now`, and so up to a minute ahead, which is
 * put down to two clocks.
 */
export function age(span: Maybe): string {
  if (!known(span)) return UNKNOWN;
  const unit = units.find(([size]) => span >= size);
  if (unit) return `${digits(Math.floor(span / unit[0]), 0)} ${unit[1]} ago`;
  return span < -60_000 ? 'in the future' : 'just now';
}

/**
 * A moment (ms since 1970-01-01 UTC) with its zone: `2026-03-21 05:40:12 UTC`. `tz` is an IANA name; one
 * that this browser does not know gives UTC. Other zones are named by their offset, which tells the two
 * sides of a clock change apart.
 */
export function stamp(at: Maybe, tz = 'UTC'): string {
  const date = new Date(known(at) ? at : NaN);
  if (Number.isNaN(date.getTime())) return UNKNOWN;
  try {
    // Swedish writes dates and times as ISO 8601 does.
    if (tz !== 'UTC')
      return date.toLocaleString('sv', { timeZone: tz, dateStyle: 'short', timeStyle: 'long' });
  } catch {
    // No zone of that name here: its times are told in UTC, and say so.
  }
  return date.toISOString().replace('T', ' ').replace(/\..*/, ' UTC');
}
