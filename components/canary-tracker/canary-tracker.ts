import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { left } from '../../src/card/left.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { aliasReads } from '../../src/data/alias-reads.ts';
import { releaseRead } from '../../src/data/release-reads.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { parity } from '../../src/domain/release/parity.ts';
import { timeLeft } from '../../src/domain/release/strategies.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { count, percent, plural } from '../../src/domain/format/values.ts';
import { byNumber } from '../../src/domain/release/versions.ts';
import { latestOf, weightsOf } from './tracking.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Row, Shown } from '../../src/card/parts.ts';
import type { Release } from '../../src/data/release-reads.ts';
import type { OnTrial } from '../../src/domain/release/on-trial.ts';
import type { End } from '../../src/domain/release/deployment-end.ts';
import type { Parity } from '../../src/domain/release/parity.ts';
import type { TimeLeft } from '../../src/domain/release/strategies.ts';
import type { Latest, Weights } from './tracking.ts';

const spec = {
  title: 'Canary Deploy Tracker',
  section: 'release',
  size: 'wide',
  causes: ['alias', 'deployment'],
  files: ['deploy_log'],
  reads: {
    ...aliasReads,
    release: releaseRead,
  },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface CanaryTrackerView extends View {
  now: number;
  alias: string;
  target: string | undefined;
  invoked: string | undefined;
  judged: Parity;
  latest: Latest;
  release: Release | undefined;
  /** Nothing where nothing is shifted. */
  weights: Weights | undefined;
  /** Which version is on trial. */
  canary: OnTrial | undefined;
  /** Whether a deployment runs; `undefined` where that is not told. */
  runs: boolean | undefined;
  time: TimeLeft | undefined;
  /** How the last deployment ended, where it did not go through. */
  end: End | undefined;
}

/** So many versions are listed. */
const LISTED = 8;

/**
 * Where a release stands: `$LATEST`, the alias and what ran; the weight that is set and the one that the calls show.
 *
 * @tag mc-canary-tracker
 * @summary $LATEST, alias and invoked version, set and observed weight, time left in the present step, and the versions.
 */
export class McCanaryTracker extends Card<typeof spec, CanaryTrackerView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles, checkResultStyles];

  view(data: CardData<typeof spec>): CanaryTrackerView {
    const { facts, now } = data;
    const { invoked, reported } = facts;
    const { release, routing, canary, ref, runs, end } = releaseOf(data);
    const judged = parity(facts);
    // An empty text names no version.
    const target = facts.target || release?.stable;
    const set = routing.state === 'settling' ? 1 : routing.state === 'split' ? routing.weight : undefined;
    const weights =
      release && set !== undefined && 'version' in routing
        ? weightsOf(release, routing.version, set)
        : undefined;
    const time = timeLeft(release?.deployment, now);
    const calm = judged.tone === 'ok' || judged.tone === 'info';
    return {
      tone: worst([
        judged.tone,
        ...(weights?.tone === 'warn' || canary?.turned ? (['warn'] as const) : []),
        ...(end?.tone === 'warn' ? [end.tone] : []),
      ]),
      label: calm && end?.tone === 'warn' ? end.label : judged.label,
      now,
      alias: ref.alias ?? 'The alias',
      target,
      invoked: invoked || reported,
      judged,
      latest: latestOf(release, target),
      release,
      weights,
      canary,
      runs,
      time,
      end,
      nextChangeAt: time?.next?.at,
    };
  }

  protected renderBody(view: CanaryTrackerView): TemplateResult {
    const { alias, target, invoked, judged, latest, release, weights, canary } = view;
    const { ahead, hashes, publishedAs } = latest;
    const changed = release?.latest?.last_modified;
    return html`
      ${factList(
        [
          [`${alias} points to`, target],
          ['Invoked', invoked],
          [
            '$LATEST',
            ahead === undefined ? undefined : ahead ? 'ahead' : 'in sync',
            changed === undefined ? undefined : html`changed ${ago(changed)}`,
          ],
        ],
        'large',
      )}
      <p>
        ${judged.sentence}
        ${canary?.turned ? `Primary and additional version are swapped: version ${canary.version} is the new one.` : nothing}
      </p>
      ${weights ? this.#split(weights) : nothing} ${this.#deployment(view)}
      ${
        release
          ? html`<p>$LATEST beside version ${target ?? 'unknown'}, by their hashes:</p>
              ${checkResults(hashes)}`
          : nothing
      }
      ${
        ahead
          ? html`<p>
              That is no incident: uploads land in $LATEST, and callers of ${alias} run version ${target}
              until another is published and promoted.
              ${publishedAs === undefined ? 'What it holds is not published.' : `It is published as version ${publishedAs}.`}
            </p>`
          : nothing
      }
      ${this.#history(view)}
    `;
  }

  #split({ version, set, calls, observed, sentence }: Weights): TemplateResult {
    return html`${factList([
        [`Configured weight of ${version}`, percent(set)],
        [
          'Observed weight',
          observed === undefined ? undefined : percent(observed),
          calls === undefined ? undefined : `of ${plural(calls, 'call')}`,
        ],
      ])} <small>${sentence}</small>`;
  }

  #deployment({ release, runs, time, now, end }: CanaryTrackerView): TemplateResult {
    const deployment = release?.deployment;
    const { id, status, from_version, to_version, finished_at, error } = deployment ?? {};
    if (runs === undefined)
      return release ? html`<p class="muted">The backend does not tell of deployments.</p>` : html``;
    const way = from_version && to_version ? `, version ${from_version} to ${to_version}` : '';
    if (!runs)
      return deployment
        ? html`<p>
            No deployment is running. The last one${way}:
            ${status ?? 'its end is not told'}${finished_at === undefined ? nothing : html` ${ago(finished_at)}`}${error ? `, ${[error.code, error.message].filter(Boolean).join(': ')}` : nothing}
            ${end?.note ?? nothing}
          </p>`
        : html`<p>No deployment is running.</p>`;
    const rows: Row[] = [['Deployment', id, `${status ?? 'status not offered'}${way}`]];
    const steps = (left: TimeLeft): Shown =>
      left.step < 0
        ? 'not begun'
        : `${count(left.step + 1)} of ${count(left.steps)}, ${percent(left.weight)}`;
    if (time) {
      rows.push(['Step', steps(time)]);
      rows.push([
        'Next step',
        time.next
          ? html`${percent(time.next.weight)} ${left(time.next.at - now, this.writable)}`
          : time.due
            ? 'none: it is about to finish'
            : undefined,
      ]);
    } else rows.push(['Step', undefined]);
    return factList(rows);
  }

  #history({ release, target, latest, canary }: CanaryTrackerView): TemplateResult | typeof nothing {
    if (!release) return nothing;
    const versions = byNumber(release.versions);
    if (versions.length === 0)
      return html`<p class="muted">
        ${release.versions ? 'No version is published.' : 'The versions are not offered.'}
      </p>`;
    const more = versions.length - LISTED;
    const marks = (version: string | undefined): string =>
      [
        version === target && (release.alias ?? 'alias'),
        version !== undefined && version === canary?.version && 'canary',
        version !== undefined && version === latest.publishedAs && '$LATEST',
      ]
        .filter(Boolean)
        .join(', ');
    return html`${table(
      ['Version', 'Published', 'Description'],
      versions
        .slice(0, LISTED)
        .map(({ version, last_modified, description }) => [
          html`${version || 'not offered'} <small>${marks(version)}</small>`,
          last_modified === undefined ? 'not offered' : ago(last_modified),
          description ?? '',
        ]),
    )}
    ${more > 0 ? html`<small>And ${plural(more, 'older version')}.</small>` : nothing}`;
  }
}
