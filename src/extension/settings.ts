import { isObject } from '../api/kinds.ts';
import { environmentsFrom } from './environment.ts';
import type { Environment } from './environment.ts';

/** The version of what is kept. What a newer build wrote is read as far as it fits, and left as it is. */
export const VERSION = 1;

export const THEMES = ['auto', 'light', 'dark'] as const;
/** How often is asked, in seconds; an alarm comes no more often than every 30 s. */
export const INTERVALS = [30, 60, 300] as const;

/** What the panel shows until the operator chooses: how the release stands, and whether the stack lives. */
export const CARDS = ['mc-canary-metrics', 'mc-alias-drift', 'mc-agent-fleet', 'mc-route-health'] as const;

/** All that the operator has set. Members of the shell's name mean what they mean there, so that files are read by both. */
export interface Settings {
  environments: readonly Environment[];
  /** The id of the one that the panel shows. */
  selected?: string | undefined;
  /** The tags of the operator's cards, in their order, and those of them that stay on top. */
  cards: readonly string[];
  pinned: readonly string[];
  compact: boolean;
  theme: (typeof THEMES)[number];
  interval: (typeof INTERVALS)[number];
  /** Whether the operator is told of what gets worse. */
  notify: boolean;
  /** Whether pages of the AWS console have a bar, by the pattern of the console. */
  bars: readonly string[];
  /** Whether cards are shown on pages of others, by the pattern of their host. */
  wikis: readonly string[];
}

export const DEFAULTS: Settings = {
  environments: [],
  cards: CARDS,
  pinned: [],
  compact: true,
  theme: 'auto',
  interval: 30,
  notify: false,
  bars: [],
  wikis: [],
};

const MOST = 300;
const TAG = /^mc-[a-z\d-]{1,60}$/;
const PATTERN = /^https?:\/\/[^\s/]{1,250}\/\*$/;

const texts = (raw: unknown, fits: RegExp): string[] | undefined =>
  Array.isArray(raw)
    ? [...new Set(raw.filter((each): each is string => typeof each === 'string' && fits.test(each)))].slice(
        0,
        MOST,
      )
    : undefined;

const oneOf = <T>(list: readonly T[], raw: unknown): T | undefined => list.find((each) => each === raw);

/** The settings in anything that may lie in storage or in a file; what does not fit has its default. */
export function settingsFrom(raw: unknown): Settings {
  if (!isObject(raw)) return DEFAULTS;
  const { selected } = raw;
  return {
    environments: environmentsFrom(raw['environments']),
    ...(typeof selected === 'string' && { selected }),
    cards: texts(raw['cards'], TAG) ?? DEFAULTS.cards,
    pinned: texts(raw['pinned'], TAG) ?? [],
    compact: raw['compact'] !== false,
    theme: oneOf(THEMES, raw['theme']) ?? DEFAULTS.theme,
    interval: oneOf(INTERVALS, raw['interval']) ?? DEFAULTS.interval,
    notify: raw['notify'] === true,
    bars: texts(raw['bars'], PATTERN) ?? [],
    wikis: texts(raw['wikis'], PATTERN) ?? [],
  };
}

/** Whether a newer build wrote this, so that this one must not write over it. */
export const isNewer = (raw: unknown): boolean => isObject(raw) && Number(raw['version']) > VERSION;

/** The environment that the panel shows: the chosen one, else the first. */
export const selectedOf = ({ environments, selected }: Settings): Environment | undefined =>
  environments.find(({ id }) => id === selected) ?? environments[0];
