import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { list, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { command, styles as commandStyles } from '../../src/card/command.ts';
import { formStyles } from '../../src/card/form-styles.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { invalidate } from '../../src/commands/aws.ts';
import { happened } from '../../src/domain/audit/audit-counts.ts';
import { count, stamp } from '../../src/domain/format/values.ts';
import { own } from '../../src/data/spec.ts';
import { invalidationEvents } from '../../src/domain/freshness/invalidation-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';
import type { InvalidationEvent } from '../../src/domain/freshness/invalidation-events.ts';

const spec = {
  title: 'CloudFront Cache Health',
  section: 'runtime',
  size: 'medium',
  reads: {
    distribution: field('status.cloudfront.distribution_id?', text),
    invalidations: field(
      'status.cloudfront.invalidations?',
      list({ id: text, status: text, created_at: time }),
    ),
  },
  records: { byHand: own(invalidationEvents) },
} as const satisfies Spec;

/** One invalidation; `at` in ms since 1970 UTC. */
interface Invalidation {
  id: string;
  at: number | undefined;
  /** Absent where its status says neither that it is under way nor that it is completed. */
  done: boolean | undefined;
}

/** What the card shows of a moment. */
export interface CacheView extends View {
  tracked: number;
  last: Invalidation | undefined;
  /** Whether they are the operator's own records. */
  recorded: boolean;
  deployedAt: number | undefined;
  repair: Command | undefined;
  sentence: string;
}

const fromEvent = ({ id, at, invalidation = id }: InvalidationEvent): Invalidation => ({
  id: invalidation,
  at,
  done: true,
});

/** A record by hand holds for 30 days, in ms. */
const HOLDS = 30 * 86_400_000;

type Judged = readonly [tone: Tone, label: string, why: string];
const UNVERIFIED: Judged = [
  'unknown',
  'Unverified',
  'The record by hand is over 30 days old: look, and record anew.',
];

/** Whether the site that visitors get may be older than its last deploy. A deploy of a Lambda needs no invalidation. */
function risk(deployedAt: number | undefined, last: Invalidation | undefined, now: number): Judged {
  if (deployedAt === undefined)
    return [
      'unknown',
      'Cannot tell',
      'When the site was deployed is not configured: set the key site_deployed_at.',
    ];
  if (last?.at === undefined)
    return [
      'unknown',
      'Cannot tell',
      'No invalidation is known, so the cache may hold the site as it was before.',
    ];
  if (!happened(last.at, now))
    return ['unknown', 'Cannot tell', 'The last invalidation is dated in the future.'];
  if (last.at < deployedAt)
    return [
      'warn',
      'At risk',
      'The site was deployed after the last invalidation: visitors may get older files.',
    ];
  if (last.done === undefined)
    return ['unknown', 'Cannot tell', 'Whether the last invalidation is done is not told.'];
  return last.done
    ? ['ok', 'Fresh', 'The last invalidation came after the last deploy of the site.']
    : ['info', 'Being refreshed', 'The last invalidation is still under way.'];
}

/**
 * Whether CloudFront may still give out an older site than the one that was deployed last.
 *
 * @tag mc-cache-health
 * @summary Invalidations tracked, the last one, and whether a deploy of the site is newer than it.
 */
export class McCacheHealth extends Card<typeof spec, CacheView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    formStyles,
    commandStyles,
    css`
      /* So wide that no id is cut. */
      dl:not(.large) {
        grid-template-columns: repeat(auto-fit, minmax(min(9em, 100%), 1fr));
      }
      @media print {
        form {
          display: none;
        }
      }
    `,
  ];

  view({ facts: { distribution, invalidations }, records, site, now }: CardData<typeof spec>): CacheView {
    const all =
      invalidations?.map(({ id = 'without an id', status, created_at: at }) => ({
        id,
        at,
        done: status === 'Completed' || (status === 'InProgress' ? false : undefined),
      })) ?? records.byHand.map(fromEvent);
    const last = all.reduce<Invalidation | undefined>(
      (newest, each) => ((each.at ?? -Infinity) > (newest?.at ?? -Infinity) ? each : newest),
      undefined,
    );
    const deployedAt = site.config.site_deployed_at;
    const lapsed = !invalidations && last?.at !== undefined && now - last.at >= HOLDS;
    const [tone, label, sentence] = lapsed ? UNVERIFIED : risk(deployedAt, last, now);
    return {
      tone,
      label,
      tracked: all.length,
      last,
      recorded: invalidations === undefined,
      deployedAt,
      repair: tone === 'warn' ? invalidate(distribution) : undefined,
      sentence,
    };
  }

  protected renderBody({ tracked, last, recorded, deployedAt, repair, sentence }: CacheView): TemplateResult {
    const when = (at: number | undefined) => (at === undefined ? 'not known' : ago(at));
    const exact = (at: number | undefined) => (at === undefined ? undefined : stamp(at, this.tz));
    return html`
      ${factList(
        [
          ['Last invalidation', when(last?.at), exact(last?.at)],
          ['Site deployed', when(deployedAt), exact(deployedAt)],
        ],
        'large',
      )}
      <p>${sentence}</p>
      ${factList([
        ['Tracked', count(tracked), recorded ? 'recorded by hand, not measured' : undefined],
        ['Last id', last?.id ?? 'none'],
      ])}
      ${repair ? command(repair) : nothing}
      ${
        recorded
          ? html`<form @submit=${this.#record}>
              <input
                name="id"
                aria-label="Id of an invalidation"
                placeholder="Id, such as I2J3…"
                maxlength="40"
                autocomplete="off"
                ?disabled=${!this.writable}
              />
              <button ?disabled=${!this.writable}>Record an invalidation made now</button>
            </form>`
          : nothing
      }
    `;
  }

  readonly #record = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = this.renderRoot.querySelector('input');
    const invalidation = input?.value.trim();
    if (!input || !invalidation) return;
    this.keep('byHand', { type: 'invalidated', invalidation });
    input.value = '';
  };
}
