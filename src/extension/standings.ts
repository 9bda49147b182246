import { isObject } from '../api/kinds.ts';
import { verdictFrom } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** How an environment stood when the background looked at it last. */
export interface Found {
  verdict: Verdict;
  /** The deployment that its backend tells, running or last. */
  deployment?: string;
}

/** How all that is watched stood, by the environments' ids, and when that was found. */
export interface Standings {
  at: number;
  found: ReadonlyMap<string, Found>;
}

const KEY = 'standings';

/** What the background found last, for pages and frames; `undefined` before it looked for the first time. */
export async function readStandings(): Promise<Standings | undefined> {
  const raw = (await chrome.storage.session.get(KEY))[KEY];
  if (!isObject(raw) || typeof raw['at'] !== 'number' || !isObject(raw['found'])) return undefined;
  const found = Object.entries(raw['found']).flatMap(([id, each]): [string, Found][] => {
    const verdict = isObject(each) ? verdictFrom(each['verdict']) : undefined;
    if (!isObject(each) || !verdict) return [];
    const { deployment } = each;
    return [[id, { verdict, ...(typeof deployment === 'string' && { deployment }) }]];
  });
  return { at: raw['at'], found: new Map(found) };
}

export const keepStandings = ({ at, found }: Standings): Promise<void> =>
  chrome.storage.session.set({ [KEY]: { at, found: Object.fromEntries(found) } });

/** Calls back when the background has looked again. */
export function listenStandings(listener: () => void): void {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'session' && KEY in changes) listener();
  });
}

/** The deployments that the environments' backends tell. */
export const deploymentsIn = (standings: Standings | undefined): Map<string, string> =>
  new Map(
    [...(standings?.found ?? [])].flatMap(([id, { deployment }]): [string, string][] =>
      deployment === undefined ? [] : [[id, deployment]],
    ),
  );
