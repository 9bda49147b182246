const DAY = 86_400_000;

const FORM =
  /^(?:(?:(?<year>\d{4})-)?(?<month>\d\d)-(?<day>\d\d))?(?:[ T]*(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d))?)?(?: ?(?:UTC|Z))?$/i;

/**
 * The time that somebody typed, in UTC: `2026-03-21 05:40`, with seconds or without; `05:40` is one of today, or of
 * yesterday where that is still to come; a day without its year is one of this year, or of the last.
 * @param now ms since 1970 UTC
 * @returns `undefined` where it is no time
 */
export function typedTime(text: string, now: number): number | undefined {
  const today = new Date(now).toISOString();
  const { year, month, day, hour, minute = '00', second = '00' } = FORM.exec(text.trim())?.groups ?? {};
  if (month === undefined && hour === undefined) return undefined;
  const at = (full: string): number => {
    const date = month === undefined ? today.slice(0, 10) : `${full}-${month}-${day ?? ''}`;
    const time = Date.parse(`${date}T${(hour ?? '00').padStart(2, '0')}:${minute}:${second}Z`);
    // A day that a month has not would be one of the next.
    return Number.isFinite(time) && new Date(time).toISOString().startsWith(date) ? time : NaN;
  };
  let time = at(year ?? today.slice(0, 4));
  if (time > now && month === undefined) time -= DAY;
  else if (time > now && year === undefined) time = at(String(Number(today.slice(0, 4)) - 1));
  return Number.isNaN(time) ? undefined : time;
}
