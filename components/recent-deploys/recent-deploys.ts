import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { plural, stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Deploy, Problem } from '../../src/rules/deploy-log.ts';

const spec = {
  title: 'Recent Deploys',
  section: 'release',
  size: 'medium',
  height: 275,
  files: ['deploy_log'],
} as const satisfies Spec;

/** So many deploys, and lines that do not fit, are shown. */
const SHOWN = 5;

/** From this age on, in ms, what was read from the file is unverified. */
const UNVERIFIED_FROM = 86_400_000;

/** An entry so far ahead of now, in ms, is dated in the future, and not by a clock that differs. */
const AHEAD = 60_000;

/** What the card shows of a moment; times in ms since 1970 UTC. */
export interface RecentDeploysView extends View {
  /** Where the configuration says that the file is; `undefined` where it does not say. */
  path: string | undefined;
  /** When the file was read; `undefined` while it was not. */
  readAt: number | undefined;
  unverified: boolean;
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

  view({ site, now }: Moment<typeof spec>): RecentDeploysView {
    const { entries, problems } = site.deploys;
    const { alias, files } = site.config;
    const readAt = site.files.deploy_log?.at;
    const [newest] = entries;
    const unverified = readAt !== undefined && now - readAt >= UNVERIFIED_FROM;
    const words = newest
      ? `v${newest.version} is the newest`
      : readAt !== undefined
        ? 'No deploy told'
        : files?.deploy_log
          ? 'Not read'
          : 'Not configured';
    return {
      tone: readAt === undefined || unverified ? 'unknown' : 'info',
      words: unverified ? `Unverified · was: ${words}` : words,
      empty: readAt !== undefined && entries.length === 0,
      turnsAt: readAt === undefined || unverified ? undefined : readAt + UNVERIFIED_FROM,
      path: files?.deploy_log,
      readAt,
      unverified,
      deploys: entries.slice(0, SHOWN).map((entry) => ({ ...entry, future: entry.at > now + AHEAD })),
      alias,
      ofAlias: entries.find((entry) => entry.alias === alias),
      problems,
    };
  }

  protected renderBody(view: RecentDeploysView): TemplateResult {
    const { path, readAt, unverified, deploys, problems } = view;
    if (readAt === undefined)
      return path
        ? html`<p>The deploy log ${path} has not been read.</p>`
        : html`<p>
            No deploy log is configured. Set <code>files.deploy_log</code> in the site’s configuration to the
            path of the file, and name that configuration in the attribute <code>config</code>.
          </p>`;
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
      ${problems.length > 0 ? this.#problems(problems) : nothing}
      <small>
        ${path} was read ${ago(readAt)}.
        ${unverified ? 'That is more than a day, so what it tells is unverified.' : nothing}
      </small>
    `;
  }

  #newest({ deploys: [newest], alias, ofAlias }: RecentDeploysView): TemplateResult {
    return facts(
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

define('mc-recent-deploys', McRecentDeploys);

declare global {
  interface HTMLElementTagNameMap {
    'mc-recent-deploys': McRecentDeploys;
  }
}
