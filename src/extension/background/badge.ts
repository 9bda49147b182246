import { duration } from '../../domain/format/values.ts';
import { worstLevel } from '../verdict.ts';
import type { Environment } from '../environment.ts';
import type { Level, Verdict } from '../verdict.ts';

/** An environment that is watched, and how it stands. */
export interface Standing {
  environment: Environment;
  verdict: Verdict;
}

/** What each level looks like: a shape and a colour of its own. */
const LOOKS: Readonly<Record<Level, { shape: string; colour: string; word: string }>> = {
  ok: { shape: '●', colour: '#1a7436', word: 'OK' },
  warn: { shape: '▲', colour: '#845400', word: 'warning' },
  bad: { shape: '■', colour: '#b8121d', word: 'critical' },
  unknown: { shape: '?', colour: '#565f6b', word: 'no data' },
};

/** What the badge says: shape and count, of all that is watched together. */
export function badgeOf(standings: readonly Standing[]): { text: string; colour: string; title: string } {
  if (standings.length === 0)
    return { text: '', colour: LOOKS.unknown.colour, title: 'Mission Control: no environment is watched' };
  const level = worstLevel(standings.map(({ verdict }) => verdict.level));
  const { shape, colour } = LOOKS[level];
  const counted = standings.reduce(
    (sum, { verdict }) => sum + (verdict.level === level ? verdict.count : 0),
    0,
  );
  const figure = level === 'bad' || level === 'warn' ? (counted > 99 ? '99+' : String(counted)) : '';
  return { text: shape + figure, colour, title: standings.map(lineOf).join('\n') };
}

const lineOf = ({ environment: { name }, verdict: { level, headline } }: Standing): string =>
  `${name}: ${LOOKS[level].word}. ${headline}`;

/** Shows how things stand on the toolbar. */
export async function showBadge(standings: readonly Standing[]): Promise<void> {
  const { text, colour, title } = badgeOf(standings);
  await Promise.all([
    chrome.action.setBadgeText({ text }),
    chrome.action.setBadgeBackgroundColor({ color: colour }),
    chrome.action.setBadgeTextColor({ color: '#ffffff' }),
    chrome.action.setTitle({ title }),
  ]);
}

/** Before anything was looked at, or when nobody has looked for long: what was shown last may not stand any longer. */
export const doubtBadge = (environments: readonly Environment[], silence?: number): Promise<void> =>
  showBadge(
    environments.map((environment) => ({
      environment,
      verdict: {
        level: 'unknown',
        count: 0,
        headline: silence === undefined ? 'No answer yet.' : `Nothing was asked for ${duration(silence)}.`,
        ids: [],
      },
    })),
  );
