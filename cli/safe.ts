/** What came from outside is shown on a terminal: without what moves its cursor or turns its writing. */
export const safe = (text: string): string =>
  text.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '?');
