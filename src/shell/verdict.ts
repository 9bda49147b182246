import { css, html, nothing } from 'lit';
import { Card } from '../card/card.ts';
import { command, styles as commandStyles } from '../card/command.ts';
import { mark } from '../card/parts.ts';
import { changesProduction } from '../commands/changes.ts';
import { aliasReads } from '../data/alias-reads.ts';
import { ALL_CAUSES } from '../data/all-causes.ts';
import { commandFor } from '../data/finding-command.ts';
import { declaring, findingsChangeAt, judged, toneOfAll } from '../data/findings-of.ts';
import { optional } from '../data/optional.ts';
import { releaseReads } from '../data/release-reads.ts';
import { headlineAt, tallyWords } from '../domain/findings/finding.ts';
import { tierOf, timeToActMs } from '../domain/findings/tier.ts';
import { count, duration, plural, stamp } from '../domain/format/values.ts';
import type { PropertyValues, TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../card/card.ts';
import type { Command } from '../commands/aws.ts';
import type { Findings } from '../data/findings-of.ts';
import type { Finding } from '../domain/findings/finding.ts';

const spec = {
  title: 'Verdict',
  section: 'banners',
  size: 'full',
  ...declaring(ALL_CAUSES, optional({ ...releaseReads, ...aliasReads })),
  probes: ['status'],
  // That nothing answers is a finding of its own.
  watches: true,
} as const satisfies Spec;

/** What the band shows of a moment. */
interface VerdictView extends View, Findings {
  /** What to copy for the worst finding. */
  next: Command | undefined;
  /** The time that is shown, in ms since 1970 UTC. */
  now: number;
}

/** A time of day, in UTC; the day stands before it where it is another one. */
const clock = (at: number, now: number): string => {
  const [day = '', time = ''] = stamp(at).split(' ');
  const short = `${time.slice(0, 5)} UTC`;
  return stamp(now).startsWith(day) ? short : `${day} ${short}`;
};

/**
 * The verdict on the whole stack: the worst finding in one sentence, until when somebody has to respond, and the line to
 * copy. One calm line where nothing is wrong.
 *
 * @tag mc-verdict
 * @fires {CustomEvent<Findings>} mc-findings - All that stands, the worst first, and what could not be checked.
 */
export class McVerdict extends Card<typeof spec, VerdictView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    commandStyles,
    css`
      /* The band is a sentence, not a card: it shows the sentence, and its evidence tells what failed. */
      [part='header'] {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
      [part='footer'],
      .note {
        display: none;
      }
      [part='body'][data-still] {
        content-visibility: visible;
      }
      [part='body'] .skeleton {
        height: 20px;
        min-height: 0;
      }
      [part='card'] {
        padding: 12px 20px 12px 16px;
      }
      :host([tone='bad']) [part='card'] {
        background: light-dark(#fdf1f0, #271517);
      }
      :host([tone='warn']) [part='card'] {
        background: light-dark(#fdf5e4, #251e10);
      }
      .sentence {
        font-size: 22px;
        font-weight: 600;
        line-height: 28px;
        text-wrap: balance;
      }
      .calm {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 12px;
      }
      .calm .sentence {
        min-width: 11em;
        font-size: 16px;
        line-height: 20px;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        justify-content: space-between;
        gap: 8px 24px;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 32px;
      }
      dd {
        font-weight: 600;
      }
      dd span,
      .calm p + p {
        color: var(--muted);
        font-weight: 400;
      }
      .tier {
        padding: 1px 8px;
        border-radius: 4px;
        background: var(--bad);
        color: var(--surface);
      }
      .tier.warn {
        background: var(--warn);
        color: var(--surface);
      }
      .command {
        border: 1px solid var(--line);
        background: var(--surface);
      }
    `,
  ];

  #told: Findings | undefined;

  view(data: CardData<typeof spec>): VerdictView {
    const found = judged(data, ALL_CAUSES);
    const [worst] = found.findings;
    return {
      ...found,
      tone: toneOfAll(found),
      label: worst ? tallyWords(found.findings) : 'No findings',
      next: worst && commandFor(worst, data, data.base),
      now: data.now,
      nextChangeAt: findingsChangeAt(found.findings, data.now),
    };
  }

  protected renderBody(view: VerdictView): TemplateResult {
    this.#tell(view);
    const [worst, ...others] = view.findings.filter(({ tone }) => tone !== 'info');
    return worst ? this.#problem(worst, others.length, view) : calm(view);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.#told) return;
    const { findings, unchecked } = this.#told;
    const event = new CustomEvent('mc-findings', { detail: { findings, unchecked }, bubbles: true });
    this.#told = undefined;
    this.dispatchEvent(event);
  }

  #tell({ findings, unchecked }: Findings): void {
    this.#told = { findings, unchecked };
  }

  #problem(worst: Finding, others: number, { next, now }: VerdictView): TemplateResult {
    const { tone, score, since, scope, notices, evidence, card } = worst;
    const tier = tierOf(score);
    const by = since === undefined ? undefined : since + timeToActMs[tier];
    return html`
      <div class="top">
        <p class="sentence">${mark(tone)} ${headlineAt(worst, now)}</p>
        <a href="#${card}">Evidence</a>
      </div>
      <dl>
        <div>
          <dt>Respond by</dt>
          <dd>
            <b class="tier ${tone}">${tier}</b>
            ${
              by === undefined
                ? `within ${duration(timeToActMs[tier])}`
                : html`${clock(by, now)}
                    <span
                      >${by >= now ? `${duration(by - now)} left` : `overdue by ${duration(now - by)}`}</span
                    >`
            }
          </dd>
        </div>
        ${
          since === undefined
            ? nothing
            : html`<div>
                <dt>Since</dt>
                <dd>${clock(since, now)} <span>${duration(now - since)}</span></dd>
              </div>`
        }
        <div>
          <dt>Affects</dt>
          <dd>${scope}</dd>
        </div>
        <div>
          <dt>Users notice</dt>
          <dd>${notices}</dd>
        </div>
        ${
          others > 0
            ? html`<div>
                <dt>Besides</dt>
                <dd><a href="#active">+${count(others)} more</a></dd>
              </div>`
            : nothing
        }
      </dl>
      <p>${evidence}</p>
      ${next ? command({ ...next, does: `${next.does} (${kindOf(next)})` }) : html`<p>Next: ${worst.next}</p>`}
    `;
  }
}

const kindOf = ({ line }: Command): string => (changesProduction(line) ? 'changes production' : 'read-only');

/** Nothing that asks for anybody. */
function calm({ findings, unchecked }: Findings): TemplateResult {
  const made = ALL_CAUSES.length - unchecked.length;
  const notes = findings.length;
  return html`<div class="calm">
    <p class="sentence">
      ${mark(made > 0 ? 'ok' : 'unknown')} ${made > 0 ? 'No findings' : 'Nothing checked yet'}
    </p>
    <p>
      ${plural(made, 'check')}
      OK${unchecked.length > 0 ? `, ${count(unchecked.length)} without data` : ''}${
        notes > 0 ? `. ${plural(notes, 'note')}: ${findings[0]?.headline ?? ''}` : ''
      }.
    </p>
  </div>`;
}
