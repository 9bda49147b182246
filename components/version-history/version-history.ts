import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { deployLogAge, noDeployLog } from '../../src/card/deploy-log-problems.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { previousVersion } from '../../src/domain/release/deploy-log.ts';
import { inFuture, logFile } from '../../src/domain/release/deploys.ts';
import { duration, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Problem } from '../../src/domain/format/markdown-lines.ts';
import type { Deploy } from '../../src/domain/release/deploy-log.ts';
import type { LogFile } from '../../src/domain/release/deploys.ts';

const spec = {
  title: 'Lambda Version History',
  section: 'release',
  size: 'medium',
  informs: true,
  files: ['deploy_log'],
} as const satisfies Spec;

/** So many promotions are shown. */
const SHOWN = 5;

/** A promotion with what came of it. */
interface Promotion extends Deploy {
  future: boolean;
  /** How long the alias stayed there, in ms; `undefined` of the newest. */
  stood: number | undefined;
  /** The alias had been there before: it went back. */
  again: boolean;
}

/** What the card shows of a moment. */
export interface VersionHistoryView extends View {
  file: LogFile;
  promotions: Promotion[];
  /** What the newest promotion took the place of. */
  previous: string | undefined;
  problems: Problem[];
}

/** The newest promotions of a log, newest first, each with what came after it. */
function promotionsOf(entries: readonly Deploy[], now: number): Promotion[] {
  return entries.slice(0, SHOWN).map((entry, index) => {
    const after = entries.slice(0, index).findLast(({ alias }) => alias === entry.alias);
    const earlier = entries.slice(index + 1).filter(({ alias }) => alias === entry.alias);
    return {
      ...entry,
      future: inFuture(entry, now),
      stood: after && after.at - entry.at,
      again: earlier.some(({ version }) => version === entry.version),
    };
  });
}

/**
 * What the alias was pointed at, why, and for how long it stayed there, as the site's deploy log tells.
 *
 * @tag mc-version-history
 * @summary The last five promotions of the site's deploy log with their summaries.
 */
export class McVersionHistory extends Card<typeof spec, VersionHistoryView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      ol {
        display: grid;
        gap: 8px;
        list-style: none;
      }
      li {
        padding-block-end: 8px;
        border-block-end: 1px solid var(--line);
        font-variant-numeric: tabular-nums;
      }
      li p {
        line-height: 1.4;
      }
    `,
  ];

  view({ site, now }: CardData<typeof spec>): VersionHistoryView {
    const { entries, problems } = site.deploys;
    const file = logFile(site.config.files?.deploy_log, site.files.deploy_log?.at, now);
    const [newest] = entries;
    const label = newest
      ? `v${newest.version} promoted last`
      : file.readAt !== undefined
        ? 'No promotion told'
        : file.path
          ? 'Not read'
          : 'Not configured';
    return {
      tone: file.readAt === undefined || file.unverified ? 'unknown' : 'info',
      label: file.unverified ? `Unverified · was: ${label}` : label,
      empty: file.readAt !== undefined && entries.length === 0,
      nextChangeAt: file.nextChangeAt,
      file,
      promotions: promotionsOf(entries, now),
      previous: newest && previousVersion(entries, newest.alias, newest.version),
      problems,
    };
  }

  protected renderBody({ file, promotions, previous, problems }: VersionHistoryView): TemplateResult {
    const [newest] = promotions;
    if (file.readAt === undefined) return noDeployLog(file);
    return html`
      ${
        newest
          ? factList(
              [
                [
                  `${newest.alias} was last pointed at`,
                  `v${newest.version}`,
                  newest.future ? 'dated in the future' : ago(newest.at),
                ],
                [
                  'Before that',
                  previous === undefined ? 'not in the log' : `v${previous}`,
                  'by the deploy log',
                ],
              ],
              'large',
            )
          : html`<p>The deploy log holds no promotion.</p>`
      }
      <ol>
        ${promotions.map((promotion) => this.#promotion(promotion))}
      </ol>
      ${deployLogAge(file, problems)}
    `;
  }

  #promotion({ at, version, alias, summary, future, stood, again }: Promotion): TemplateResult {
    return html`<li>
      <b>v${version}</b> ${alias} ${again ? html`<small>back again</small>` : nothing}
      <p>${summary ?? html`<span class="muted">without a summary</span>`}</p>
      <small>
        ${stamp(at, this.tz)}${future ? ', dated in the future' : nothing}${
          stood === undefined ? nothing : ` · stood for ${duration(stood)}`
        }
      </small>
    </li>`;
  }
}
