import { html, nothing } from 'lit';
import { ago, facts } from '../../src/card/parts.ts';
import { audienceNames, mostUrgent } from '../../src/rules/comms.ts';
import type { TemplateResult } from 'lit';
import type { findings } from '../../src/card/findings.ts';
import type { Standing } from '../../src/rules/comms.ts';
import type { Tone } from '../../src/rules/tone.ts';
import type { Told } from './comms-plan.ts';

type Left = (at: number) => TemplateResult;
type Line = Parameters<typeof findings>[0][number];

const WORDS = { spared: 'not needed', done: 'nothing more to tell' };
const TONES: Record<Standing['state'], Tone> = { overdue: 'bad', due: 'info', spared: 'info', done: 'ok' };

/** The incident, and what is due next; `left` is what is left until a time of the server. */
export function urgency(
  { incident: { tier, title, openedAt, resolvedAt }, standings: all }: Told,
  left: Left,
): TemplateResult {
  const urgent = mostUrgent(all);
  const { dueAt } = urgent ?? {};
  return facts(
    [
      [
        'Next update due',
        urgent && dueAt !== undefined
          ? urgent.state === 'overdue'
            ? html`<span class="bad">overdue</span>`
            : left(dueAt)
          : 'none',
        urgent && dueAt !== undefined
          ? html`${audienceNames[urgent.audience].title}${urgent.state === 'overdue' ? html`, was due ${ago(dueAt)}` : nothing}`
          : undefined,
      ],
      [
        'Incident',
        title,
        html`${tier}, opened
        ${ago(openedAt)}${resolvedAt === undefined ? nothing : html`, resolved ${ago(resolvedAt)}`}`,
      ],
    ],
    'large',
  );
}

/** How an audience stands, as a line among the others. */
export function lineOf({ audience, state, dueAt, toldAt }: Standing, left: Left): Line {
  const words: Line['words'] =
    state === 'overdue' && dueAt !== undefined
      ? html`overdue, was due ${ago(dueAt)}`
      : state === 'due' && dueAt !== undefined
        ? html`due ${left(dueAt)}`
        : state === 'done' || state === 'spared'
          ? WORDS[state]
          : nothing;
  const note: Line['note'] = toldAt === undefined ? 'not told yet' : html`told ${ago(toldAt)}`;
  return { name: audienceNames[audience].title, tone: TONES[state], words, note };
}
