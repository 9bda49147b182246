import { css, html, nothing } from 'lit';
import { routes as table } from '../../src/api/routes.ts';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { each, keyOf } from '../../src/card/each.ts';
import { exported, exportedStyles } from '../../src/card/exported.ts';
import { ago } from '../../src/card/parts.ts';
import { fileNameOf } from '../../src/domain/format/file-name.ts';
import { notesOf } from '../../src/domain/operator/shift-notes.ts';
import { outages } from '../../src/domain/availability/outages.ts';
import { episodes } from '../../src/domain/incidents/episodes.ts';
import { ORIGINS, capped, tally, timeline, timelineMarkdown } from '../../src/domain/incidents/timeline.ts';
import { count, plural, stamp } from '../../src/domain/format/values.ts';
import { governanceEvents } from '../../src/domain/governance/governance-events.ts';
import { incidentEvents, modeEvents } from '../../src/domain/incidents/incident-events.ts';
import { noteEvents } from '../../src/domain/operator/note-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Happening, Origin, Timeline } from '../../src/domain/incidents/timeline.ts';

const spec = {
  title: 'Incident Timeline',
  section: 'incident',
  size: 'wide',
  informs: true,
  probes: ['beak', 'metrics', 'status', 'audit'],
  logs: ['sd_audit_cache', 'sd_deployment_log', 'sd_latency_log', 'missionControlAnomalyLog'],
  records: { notes: noteEvents, mode: modeEvents, incidents: incidentEvents, governance: governanceEvents },
  files: ['deploy_log'],
  watches: true,
} as const satisfies Spec;

/** So many entries are shown at first, and more with each request. */
const FIRST = 10;
const MORE = 50;

/** What is asked for. */
interface Asked {
  /** The origins that are filtered out. */
  hides: ReadonlySet<Origin>;
  /** So many entries are shown at most. */
  most: number;
  /** The zone of times within an entry. */
  tz: string;
}

/** What the card shows of a moment. */
export interface IncidentTimelineView extends View, Timeline {
  /** The entries that are not filtered out, those of them that are shown, and how many older ones there are. */
  chosen: Happening[];
  shown: Happening[];
  older: number;
  /** How many entries each origin has. */
  counts: Record<Origin, number>;
  /** When the deploy log was read, in ms since 1970 UTC; `undefined` where there is none. */
  deploysRead: number | undefined;
  base: string;
  now: number;
}

// `Object.keys` forgets the names of the keys.
const origins = Object.keys(ORIGINS) as Origin[];

/**
 * What happened, from every source in one order: deploys, alias changes, governance, incidents, notes, anomalies, route
 * failures and the audit.
 *
 * @tag mc-incident-timeline
 * @summary Deploys, alias changes, governance, incidents, notes, anomalies, failures and audit in one order, by source.
 */
export class McIncidentTimeline extends Card<typeof spec, IncidentTimelineView, Asked> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    exportedStyles,
    css`
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        color: var(--muted);
        font-size: var(--small);
      }
      label {
        display: flex;
        gap: 4px;
        align-items: center;
        min-height: 24px;
        cursor: pointer;
      }
      input {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--accent);
      }
      ol {
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 12.5em 8em minmax(0, 1fr);
        gap: 0 8px;
        padding-block: 4px;
        border-block-end: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li > small {
        font-variant-numeric: tabular-nums;
      }
      li div small {
        display: block;
      }
      article {
        container-type: inline-size;
      }
      @container (max-width: 560px) {
        li {
          grid-template-columns: minmax(0, auto) minmax(0, 1fr);
        }
        li > div {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  protected override ui: Asked = { hides: new Set(), most: FIRST, tz: 'UTC' };

  protected override willUpdate(): void {
    this.ui = { ...this.ui, tz: this.tz };
  }

  view(
    { logs, records, site, now, interval, base }: CardData<typeof spec>,
    { hides, most, tz }: Asked,
  ): IncidentTimelineView {
    const past = <T extends { at: number }>(log: readonly T[]): T[] => log.filter(({ at }) => at <= now);
    const all = timeline(
      {
        deploys: site.deploys.entries,
        aliases: past(logs.sd_deployment_log),
        audit: past(logs.sd_audit_cache).flatMap(({ entries }) => entries),
        notes: notesOf(records.notes),
        incidents: records.incidents,
        mode: records.mode,
        governance: records.governance,
        anomalies: episodes(logs.missionControlAnomalyLog, now, interval),
        failures: outages(logs.sd_latency_log, now, interval).map((each) => ({
          ...each,
          path: table[each.route].path,
        })),
      },
      now,
      tz,
    );
    const chosen = all.list.filter(({ origin }) => !hides.has(origin));
    return {
      ...all,
      ...capped(chosen, most),
      chosen,
      tone: 'info',
      label: all.list.length > 0 ? plural(all.list.length, 'entry', 'entries') : 'Nothing known yet',
      empty: all.list.length === 0,
      counts: tally(all.list),
      deploysRead: site.files.deploy_log?.at,
      base,
      now,
    };
  }

  protected renderBody(view: IncidentTimelineView, { hides, tz }: Asked): TemplateResult {
    const { list, chosen, shown, older, counts, base, now } = view;
    const out = list.length - chosen.length;
    const text = timelineMarkdown(chosen, { base, now, tz, without: [...hides] });
    return html`
      <fieldset>
        <legend>Show</legend>
        ${origins.map((origin) => this.#choice(origin, !hides.has(origin), counts[origin]))}
      </fieldset>
      <p id="result">
        ${out > 0 ? `${count(out)} of ${plural(list.length, 'entry is', 'entries are')} filtered out.` : nothing}
      </p>
      ${
        shown.length > 0
          ? html`<ol>
              ${each(
                shown,
                ({ at, origin, what }) => `${at} ${origin} ${keyOf(what)}`,
                (one) => this.#row(one),
              )}
            </ol>`
          : html`<p>
              ${list.length > 0 ? 'Nothing is left to show.' : 'This browser knows of nothing yet.'}
            </p>`
      }
      ${
        older > 0
          ? html`<p>
              and ${count(older)} older
              <button type="button" id="more" @click=${this.#showMore}>
                Show ${count(Math.min(MORE, older))} more
              </button>
            </p>`
          : nothing
      }
      ${exported(text, fileNameOf('timeline', now, 'md'))} ${this.#origin(view)}
    `;
  }

  #choice(origin: Origin, checked: boolean, n: number): TemplateResult {
    return html`<label>
      <input type="checkbox" name=${origin} .checked=${checked} @change=${() => this.#toggle(origin)} />
      ${`${ORIGINS[origin]} (${count(n)})`}
    </label>`;
  }

  #row({ at, origin, what, more }: Happening): TemplateResult {
    return html`<li>
      <small>${stamp(at, this.tz)}</small>
      <small>${ORIGINS[origin]}</small>
      <div>${what} ${more ? html`<small>${more}</small>` : nothing}</div>
    </li>`;
  }

  #origin({ pulses, untimed, deploysRead }: IncidentTimelineView): TemplateResult {
    return html`<small>
      From this browser’s own logs, what was written here, and
      ${deploysRead === undefined ? 'no deploy log, for none was read' : html`the deploy log, read ${ago(deploysRead)}`}.
      ${pulses > 0 ? `Left out of the audit: ${plural(pulses, 'pulse')}.` : nothing}
      ${untimed > 0 ? `Not shown: ${plural(untimed, 'entry', 'entries')} without a usable time.` : nothing}
    </small>`;
  }

  #toggle(origin: Origin): void {
    const hides = new Set(this.ui.hides);
    const shows = hides.delete(origin);
    if (!shows) hides.add(origin);
    announce(this, `${ORIGINS[origin]}: ${shows ? 'shown' : 'filtered out'}.`);
    this.ui = { ...this.ui, hides, most: FIRST };
  }

  readonly #showMore = (): void => {
    this.ui = { ...this.ui, most: this.ui.most + MORE };
  };
}
