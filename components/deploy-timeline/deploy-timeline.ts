import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { deployLogAge, noDeployLog } from '../../src/card/deploy-log-problems.ts';
import { link } from '../../src/card/link.ts';
import { ago } from '../../src/card/parts.ts';
import { deploysOf } from '../../src/data/deploy-reads.ts';
import { releaseReads } from '../../src/data/release-reads.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { inFuture, logFile } from '../../src/domain/release/deploys.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Problem } from '../../src/domain/format/markdown-lines.ts';
import type { LogFile, DeployReport } from '../../src/domain/release/deploys.ts';

const spec = {
  title: 'Lambda Deploy Timeline',
  section: 'release',
  size: 'medium',
  informs: true,
  reads: { release: releaseReads.release },
  logs: ['sd_deployment_log'],
  files: ['deploy_log'],
} as const satisfies Spec;

/** So many rows are shown. */
const SHOWN = 10;

type Row = DeployReport & { future: boolean };

/** What the card shows of a moment. */
export interface DeployTimelineView extends View {
  file: LogFile;
  rows: Row[];
  /** How many changes this browser has seen. */
  samples: number;
  /** The newest row of the alias that the backend tells of does not name where that is now. */
  mismatch: string | undefined;
  diff: string | undefined;
  problems: Problem[];
}

/** Who tells of a row. */
const source = ({ logged, seenAt }: DeployReport): string =>
  logged && seenAt !== undefined ? 'deploy log and this browser' : logged ? 'deploy log' : 'this browser';

/**
 * The promotions that the site's deploy log tells and those that this browser saw happen, as one list.
 *
 * @tag mc-deploy-timeline
 * @summary The last ten promotions, by the deploy log and by this browser's own log, the newest highlighted.
 */
export class McDeployTimeline extends Card<typeof spec, DeployTimelineView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      ol {
        padding-inline-start: 12px;
        border-inline-start: 2px solid var(--line);
        list-style: none;
      }
      li {
        padding-block: 4px;
        font-variant-numeric: tabular-nums;
      }
      li.newest {
        margin-inline-start: -14px;
        padding-inline-start: 12px;
        background: var(--raised);
        border-inline-start: 2px solid var(--accent);
      }
      li small {
        display: block;
      }
    `,
  ];

  view(data: CardData<typeof spec>): DeployTimelineView {
    const { logs, site, now } = data;
    const { problems } = site.deploys;
    const file = logFile(site.config.files?.deploy_log, site.files.deploy_log?.at, now);
    const all = deploysOf(data);
    const { ref, stable } = releaseOf(data);
    const { alias } = ref;
    const past = all.filter((row) => !inFuture(row, now));
    const of = past.find((row) => row.alias === alias);
    const differs = of && stable !== undefined && of.version !== stable;
    const [newest] = all;
    return {
      tone: !newest || file.unverified || stable === undefined ? 'unknown' : differs ? 'warn' : 'info',
      label: newest
        ? differs
          ? `${alias} is at v${stable}, not v${of.version}`
          : `v${newest.version} is the newest`
        : 'No deploy known',
      empty: all.length === 0,
      nextChangeAt: file.nextChangeAt,
      file,
      rows: all.slice(0, SHOWN).map((row) => ({ ...row, future: inFuture(row, now) })),
      samples: logs.sd_deployment_log.length,
      mismatch: differs
        ? `The newest that is known of ${alias} is v${of.version}, but the backend says v${stable}: a promotion or a way back is missing here.`
        : undefined,
      diff: site.config.links?.diff,
      problems,
    };
  }

  protected renderBody(view: DeployTimelineView): TemplateResult {
    const { file, rows, samples, mismatch, diff, problems } = view;
    return html`
      ${mismatch ? html`<p>${mismatch}</p>` : nothing}
      ${
        rows.length > 0
          ? html`<ol>
              ${rows.map((row, index) => this.#row(row, index === 0))}
            </ol>`
          : html`<p>Neither the deploy log nor this browser knows of a deploy yet.</p>`
      }
      ${link(diff, 'Compare two versions in the diff viewer')}
      ${file.readAt === undefined ? noDeployLog(file) : deployLogAge(file, problems)}
      <small>
        ${
          samples > 0
            ? `This browser’s own log holds ${plural(samples, 'sight', 'sights')} of an alias at a version; what happens while no tab is open is seen later than it was.`
            : 'This browser’s own log holds nothing yet.'
        }
      </small>
    `;
  }

  #row(row: Row, newest: boolean): TemplateResult {
    const { at, version, alias, summary, logged, first, future } = row;
    // The time of a row that only this browser tells is when it looked.
    const since = logged
      ? ''
      : first
        ? ', first sight; the promotion was before'
        : ', when it was first seen';
    return html`<li class=${newest ? 'newest' : ''}>
      <b>v${version}</b> ${alias} ${newest ? html`<span class="muted">newest</span>` : nothing}
      ${summary ?? nothing}
      <small>
        ${stamp(at, this.tz)}${future ? ', dated in the future' : html` · ${ago(at)}`} ·
        ${source(row)}${since}
      </small>
    </li>`;
  }
}
