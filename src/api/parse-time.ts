const DAY = /^([+-]?\d{4,6})-(\d\d)-(\d\d)/;

/**
 * An ISO 8601 time in ms since 1970 UTC; `NaN` where there is no such time. A browser's own parser makes 2 March of
 * 30 February.
 */
export function parseTime(text: string): number {
  const [, year, month, day] = DAY.exec(text) ?? [];
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) > days ? NaN : Date.parse(text);
}
