import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { deployLogAge, noDeployLog } from '../../src/card/deploy-log-problems.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { inFuture, logFile } from '../../src/domain/release/deploys.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Problem } from '../../src/domain/format/markdown-lines.ts';
import type { Deploy } from '../../src/domain/release/deploy-log.ts';
import type { LogFile } from '../../src/domain/release/deploys.ts';

const spec = {
  title: 'Recent Deploys',
  section: 'release',
  size: 'medium',
  informs: true,
  files: ['deploy_log'],
} as const satisfies Spec;

/** So many deploys, and lines that do not fit, are shown. */
const SHOWN = 5;

/** What the card shows of a moment; times in ms since 1970 UTC. */
export interface RecentDeploysView extends View {
  file: LogFile;
  /** The newest ones, newest first. */
  deploys: (Deploy & { future: boolean })[];
  /** The alias that the configuration names, and its newest deploy. */
  alias: string | undefined;
  ofAlias: Deploy | undefined;
  problems: Problem[];
}

/**
 * The last promotions that the site's deploy log tells, and how far it can be believed.
 *
 * @tag mc-recent-deploys
 * @summary The last five deploys of the site's deploy log: time, version, alias and summary.
 */
export class McRecentDeploys extends Card<typeof spec, RecentDeploysView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      ol,
      ul {
        display: grid;
        gap: 4px;
        list-style: none;
      }
      ol li {
        padding-block-end: 4px;
        border-block-end: 1px solid var(--line);
        font-variant-numeric: tabular-nums;
      }
      .summary,
      ul code {
        display: block;
      }
    `,
  ];

  view({ site, now }: CardData<typeof spec>): RecentDeploysView {
    const { entries, problems } = site.deploys;
    const { alias, files } = site.config;
    const file = logFile(files?.deploy_log, site.files.deploy_log?.at, now);
    const { readAt, unverified } = file;
    const [newest] = entries;
    const label = newest
      ? `v${newest.version} is the newest`
      : readAt !== undefined
        ? 'No deploy told'
        : file.path
          ? 'Not read'
          : 'Not configured';
    return {
      tone: readAt === undefined || unverified ? 'unknown' : 'info',
      label: unverified ? `Unverified · was: ${label}` : label,
      empty: readAt !== undefined && entries.length === 0,
      nextChangeAt: file.nextChangeAt,
      file,
      deploys: entries.slice(0, SHOWN).map((entry) => ({ ...entry, future: inFuture(entry, now) })),
      alias,
      ofAlias: entries.find((entry) => entry.alias === alias),
      problems,
    };
  }

  protected renderBody(view: RecentDeploysView): TemplateResult {
    const { file, deploys, problems } = view;
    if (file.readAt === undefined) return noDeployLog(file);
    return html`
      ${this.#newest(view)}
      ${
        deploys.length > 0
          ? html`<ol>
              ${deploys.map((deploy) => this.#deploy(deploy))}
            </ol>`
          : html`<p>
              The file holds no deploy. One looks like this:
              <code>- YYYY-MM-DD HH:MM UTC · vNN · alias · summary</code>
            </p>`
      }
      ${problems.length > 0 ? this.#problems(problems) : nothing} ${deployLogAge(file)}
    `;
  }

  #newest({ deploys: [newest], alias, ofAlias }: RecentDeploysView): TemplateResult {
    return factList(
      [
        [
          'Newest deploy',
          newest ? `v${newest.version}` : 'none',
          newest && html`to ${newest.alias}, ${newest.future ? 'dated in the future' : ago(newest.at)}`,
        ],
        [
          'Configured alias',
          alias ?? html`<span class="muted">not configured</span>`,
          alias === undefined
            ? html`set <code>alias</code>`
            : ofAlias
              ? `newest: v${ofAlias.version}`
              : 'not in the file',
        ],
      ],
      'large',
    );
  }

  #deploy({ at, version, alias, summary, future }: RecentDeploysView['deploys'][number]): TemplateResult {
    return html`<li>
      <b>v${version}</b> ${alias}
      <small>${stamp(at, this.tz)}${future ? ', dated in the future' : nothing}</small>
      ${summary ? html`<small class="summary">${summary}</small>` : nothing}
    </li>`;
  }

  #problems(problems: readonly Problem[]): TemplateResult {
    const more = problems.length - SHOWN;
    return html`<div>
      <p>
        ${plural(problems.length, 'line does not fit, and costs only itself', 'lines do not fit, and cost only themselves')}:
      </p>
      <ul>
        ${problems
          .slice(0, SHOWN)
          .map(({ line, text }) => html`<li><small>Line ${line}</small> <code>${text}</code></li>`)}
      </ul>
      ${more > 0 ? html`<small>and ${plural(more, 'more')}</small>` : nothing}
    </div>`;
  }
}
