import { html, nothing } from 'lit';
import { routes } from '../../src/api/routes.ts';
import { Card } from '../../src/card/card.ts';
import { link } from '../../src/card/link.ts';
import { ago } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { UNSEEN, candidates, watched } from '../../src/domain/latency/cold-starts.ts';
import { coldStartLimits } from '../../src/domain/latency/latency.ts';
import { ms, plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { ColdStartSample } from '../../src/data/samples.ts';
import type { Watched } from '../../src/domain/latency/cold-starts.ts';

const spec = {
  title: 'Lambda Cold Start Tracker',
  section: 'runtime',
  size: 'medium',
  logs: ['sd_cold_starts', 'sd_latency_log'],
} as const satisfies Spec;

/** How many candidates are listed. */
const SHOWN = 10;

/** What the card shows of a moment. */
export interface TrackerView extends View {
  found: ColdStartSample[];
  compare: string | undefined;
  seen: Watched;
}

/**
 * The very slow responses of the last seven days: candidates for cold starts.
 *
 * @tag mc-cold-start-tracker
 * @summary Very slow responses, from 3 s on, listed as candidates for cold starts.
 */
export class McColdStartTracker extends Card<typeof spec, TrackerView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles];

  view({ logs, now, site }: CardData<typeof spec>): TrackerView {
    // Only samples of the log go in, and so only such come out.
    const found = candidates(logs.sd_cold_starts, now) as ColdStartSample[];
    const seen = watched(logs.sd_latency_log, now);
    const blind = found.length + seen.responses === 0;
    return {
      tone: blind ? 'unknown' : 'info',
      label: found.length > 0 ? plural(found.length, 'candidate') : blind ? 'Nothing seen yet' : 'None seen',
      empty: found.length === 0,
      found,
      compare: site.config.links?.compare,
      seen,
    };
  }

  protected renderBody({ found, compare, seen, tone }: TrackerView): TemplateResult {
    return html`
      ${
        found.length > 0
          ? table(
              ['When', 'Route', 'Took'],
              found
                .slice(0, SHOWN)
                .map(({ at, route, ms: took }) => [
                  html`${stamp(at, this.tz)}<br />${ago(at)}`,
                  routes[route].path,
                  ms(took),
                ]),
            )
          : html`<p>
              ${
                tone === 'unknown'
                  ? UNSEEN
                  : `No response took ${ms(coldStartLimits.verySlow)} or longer, as far as this browser saw.`
              }
            </p>`
      }
      ${found.length > SHOWN ? html`<p>And ${found.length - SHOWN} more.</p>` : nothing}
      <small>${seen.inferred}</small>
      ${link(compare, 'Deployment comparison')}
    `;
  }
}
