import { html, nothing } from 'lit';
import { ago, factList } from '../../src/card/parts.ts';
import { audienceNames, mostUrgent } from '../../src/domain/comms/comms.ts';
import type { TemplateResult } from 'lit';
import type { checkResults } from '../../src/card/check-results.ts';
import type { Standing } from '../../src/domain/comms/comms.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';
import type { IncidentStandings } from './model.ts';

type Left = (at: number) => TemplateResult;
type Line = Parameters<typeof checkResults>[0][number];

const WORDS = { spared: 'not needed', done: 'nothing more to tell' };
const TONES: Record<Standing['state'], Tone> = { overdue: 'bad', due: 'info', spared: 'info', done: 'ok' };

/** The incident, and what is due next; `left` is what is left until a time of the server. */
export function urgency(
  { incident: { tier, title, openedAt, resolvedAt }, standings: all }: IncidentStandings,
  left: Left,
): TemplateResult {
  const urgent = mostUrgent(all);
  const { dueAt } = urgent ?? {};
  return factList(
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
export function lineOf({ audience, state, dueAt, sentAt }: Standing, left: Left): Line {
  const label: Line['label'] =
    state === 'overdue' && dueAt !== undefined
      ? html`overdue, was due ${ago(dueAt)}`
      : state === 'due' && dueAt !== undefined
        ? html`due ${left(dueAt)}`
        : state === 'done' || state === 'spared'
          ? WORDS[state]
          : nothing;
  const note: Line['note'] = sentAt === undefined ? 'not told yet' : html`told ${ago(sentAt)}`;
  return { name: audienceNames[audience].title, tone: TONES[state], label, note };
}
