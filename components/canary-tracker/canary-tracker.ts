import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { flag, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { left } from '../../src/card/left.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { releaseRead } from '../../src/data/release.ts';
import { endOf } from '../../src/rules/deployment-end.ts';
import { parity, shifts } from '../../src/rules/parity.ts';
import { running, timeLeft } from '../../src/rules/strategies.ts';
import { worst } from '../../src/rules/tone.ts';
import { count, percent, plural } from '../../src/rules/words.ts';
import { byNumber, latestOf, weightsOf } from './tracking.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Row, Shown } from '../../src/card/parts.ts';
import type { Release } from '../../src/data/release.ts';
import type { End } from '../../src/rules/deployment-end.ts';
import type { Parity } from '../../src/rules/parity.ts';
import type { TimeLeft } from '../../src/rules/strategies.ts';
import type { Latest, Weights } from './tracking.ts';

const spec = {
  title: 'Canary Deploy Tracker',
  section: 'release',
  size: 'wide',
  height: 630,
  narrow: 977,
  reads: {
    target: field('status.lambda_alias_version', text),
    invoked: field('status.lambda.invoked_version?', text),
    reported: field('status.lambda.version', text),
    backendParity: field('status.lambda_alias_parity?', flag),
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
  weights: Weights[];
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
  static override styles = [Card.styles, tableStyles, findingsStyles];

  view({ facts: told, site, now }: Moment<typeof spec>): CanaryTrackerView {
    const { release, invoked, reported } = told;
    const judged = parity(told);
    // An empty text names no version.
    const target = told.target || release?.stable;
    const weights =
      release && target
        ? (shifts(release, target) ?? []).map(([version, weight]) => weightsOf(release, version, weight))
        : [];
    const time = timeLeft(release?.deployment, now);
    const end = endOf(release?.deployment);
    const calm = judged.tone === 'ok' || judged.tone === 'info';
    return {
      tone: worst([
        judged.tone,
        ...weights.flatMap(({ tone }) => (tone === 'warn' ? tone : [])),
        ...(end?.tone === 'warn' ? [end.tone] : []),
      ]),
      words: calm && end?.tone === 'warn' ? end.words : judged.words,
      now,
      alias: release?.alias ?? site.config.alias ?? 'The alias',
      target,
      invoked: invoked || reported,
      judged,
      latest: latestOf(release, target),
      release,
      weights,
      runs: running(release?.deployment),
      time,
      end,
      turnsAt: time?.next?.at,
    };
  }

  protected renderBody(view: CanaryTrackerView): TemplateResult {
    const { alias, target, invoked, judged, latest, release, weights } = view;
    const { ahead, hashes, publishedAs } = latest;
    const changed = release?.latest?.last_modified;
    return html`
      ${facts(
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
      <p>${judged.sentence}</p>
      ${weights.map((each) => this.#split(each))} ${this.#deployment(view)}
      ${
        release
          ? html`<p>$LATEST beside version ${target ?? 'unknown'}, by their hashes:</p>
              ${findings(hashes)}`
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
    return html`${facts([
        [`Set weight of ${version}`, percent(set)],
        [
          'Observed in the traffic',
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
    const steps = (told: TimeLeft): Shown =>
      told.step < 0
        ? 'not begun'
        : `${count(told.step + 1)} of ${count(told.steps)}, ${percent(told.weight)}`;
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
    return facts(rows);
  }

  #history({ release, target, latest }: CanaryTrackerView): TemplateResult | typeof nothing {
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
        version !== undefined && (release.routing?.[version] ?? 0) > 0 && version !== target && 'canary',
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

define('mc-canary-tracker', McCanaryTracker);

declare global {
  interface HTMLElementTagNameMap {
    'mc-canary-tracker': McCanaryTracker;
  }
}
