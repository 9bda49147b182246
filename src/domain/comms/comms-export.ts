import { audienceNames, phaseNames } from './comms.ts';
import { plain } from '../format/markdown-text.ts';
import { stamp } from '../format/values.ts';
import type { Tier } from '../findings/tier.ts';
import type { Audience, CommsPhase, Message } from './comms.ts';

/** A message, and what status pages want to know of its incident; times in ms since 1970 UTC. */
export interface Outgoing {
  headline: string;
  text: string;
  audience: Audience;
  phase: CommsPhase;
  /** When it is sent. */
  at: number;
  /** Absent where there is no incident yet. */
  tier?: Tier | undefined;
  openedAt?: number | undefined;
  resolvedAt?: number | undefined;
  /** What the same audience was told before, oldest first. */
  earlier: readonly Pick<Message, 'at' | 'phase' | 'text'>[];
}

/** A kind of text that a message can be taken along as. */
export type Format = 'markdown' | 'cstate' | 'statuspage';

/** What the formats are called. */
export const formatNames: Record<Format, string> = {
  markdown: 'Markdown',
  cstate: 'cState',
  statuspage: 'Statuspage JSON',
};

/** A site generator reads more than Markdown in a text: its HTML and its shortcodes are taken out of force. */
const harmless = (text: string): string =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\p{Cs}/gu, '\uFFFD')
    // The mark would end what the text stands in, or begin a heading of it.
    .replace(/^(\s*)(-{3,}|={3,}|\+{3,}|#+(?=\s))/gm, '$1\\$2')
    .replace(/</g, '\\<')
    .replace(/\{(?=\{)/g, '{\\');

/** One message as Markdown. */
function markdown({ headline, text, audience, phase, at }: Outgoing): string {
  const { status } = phaseNames[phase];
  return `## ${status}: ${plain(headline)}\n\n*${stamp(at)} · ${audienceNames[audience].title}*\n\n${harmless(text.trim())}\n`;
}

/** A text as YAML, in double quotes: JSON, and without what YAML would take for the end of a line. */
const quoted = (text: string): string =>
  JSON.stringify(text.replace(/\p{Cs}/gu, '\uFFFD')).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** How bad it is, in the words of cState and of Statuspage. */
const SEVERITY: Record<Tier, { cstate: string; statuspage: string }> = {
  P0: { cstate: 'down', statuspage: 'critical' },
  P1: { cstate: 'disrupted', statuspage: 'major' },
  P2: { cstate: 'disrupted', statuspage: 'minor' },
  P3: { cstate: 'notice', statuspage: 'none' },
};

const iso = (at: number): string => new Date(at).toISOString();

/** A whole issue of cState: all that the audience was told, the newest first. */
function cstate(out: Outgoing): string {
  const { headline, tier = 'P3', openedAt, resolvedAt, phase, at, text, earlier } = out;
  const over = phase === 'resolved';
  const parts = [{ at, phase, text }, ...earlier.toReversed()].map(
    (each) => `*${phaseNames[each.phase].status}* - ${stamp(each.at)}\n\n${harmless(each.text.trim())}`,
  );
  return [
    '---',
    `title: ${quoted(headline)}`,
    `date: ${iso(openedAt ?? at)}`,
    `resolved: ${over}`,
    ...(over ? [`resolvedWhen: ${iso(resolvedAt ?? at)}`] : []),
    `severity: ${SEVERITY[tier].cstate}`,
    'affected: []',
    'section: issue',
    '---',
    '',
    `${parts.join('\n\n')}\n`,
  ].join('\n');
}

/** The body of a request that creates or changes an incident of Statuspage. */
function statuspage({ headline, text, phase, tier }: Outgoing): string {
  const incident = {
    name: headline,
    status: phaseNames[phase].status.toLowerCase(),
    ...(tier && { impact_override: SEVERITY[tier].statuspage }),
    body: text.trim(),
  };
  return `${JSON.stringify({ incident }, null, 2)}\n`;
}

const WRITERS: Record<Format, (out: Outgoing) => string> = { markdown, cstate, statuspage };

/** A message as text of a format. */
export const exportAs = (format: Format, out: Outgoing): string => WRITERS[format](out);
