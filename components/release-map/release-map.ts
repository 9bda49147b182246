import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { command, styles as commandStyles } from '../../src/card/command.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { deleteVersion } from '../../src/commands/alias-changes.ts';
import { governanceFiles, governanceRecords } from '../../src/data/governance-reads.ts';
import { governanceOf } from '../../src/data/governance-state.ts';
import { releaseReads } from '../../src/data/release-reads.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { unneededOf } from '../../src/data/rollback-reads.ts';
import { percent, plural } from '../../src/domain/format/values.ts';
import { LATEST, mapOf, named } from './map.ts';
import { drawing, drawingStyles } from './drawing.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { Release } from '../../src/data/release-reads.ts';
import type { ReleaseMap, Target } from './map.ts';

const spec = {
  title: 'Release Map',
  section: 'release',
  size: 'wide',
  reads: releaseReads,
  // What a rollback or a request needs is not offered to be deleted.
  records: governanceRecords,
  files: ['deploy_log', ...governanceFiles],
} as const satisfies Spec;

/** So many versions stand in the table beside those that calls reach. */
const SHOWN = 8;

/** What the card shows of a moment. */
export interface ReleaseMapView extends View, ReleaseMap {
  functionName: string | undefined;
  alias: string;
  release: Release | undefined;
  /** The oldest version that nothing needs any more, and what deletes it. */
  spare: string | undefined;
  deletion: Command | undefined;
}

const shareWords = (share: number | undefined): string =>
  share === undefined ? 'share not told' : percent(share);

/** Where calls to an alias go, in words; `undefined` where that is not told. */
const route = (targets: readonly Target[]): string | undefined =>
  targets.length === 0
    ? undefined
    : targets
        .map(({ version, share }) =>
          share === 1 ? named(version) : `${shareWords(share)} ${named(version)}`,
        )
        .join(', ');

/**
 * The function as callers meet it: what a call without a qualifier reaches, and what a call to the alias reaches.
 *
 * @tag mc-release-map
 * @summary $LATEST, published versions and the alias with its weights, as a picture and a table.
 */
export class McReleaseMap extends Card<typeof spec, ReleaseMapView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    drawingStyles,
    commandStyles,
    css`
      .scroll {
        white-space: normal;
      }
      td:last-child {
        min-width: 8em;
        overflow-wrap: anywhere;
      }
    `,
  ];

  view(data: CardData<typeof spec>): ReleaseMapView {
    const state = releaseOf(data);
    const { release, ref } = state;
    const { function: functionName, alias = 'alias' } = ref;
    const map = mapOf(state);
    const spare = unneededOf(data, governanceOf(data).requests);
    const way = route(map.targets);
    return {
      tone: way === undefined ? 'unknown' : map.problems.length > 0 ? 'warn' : 'info',
      label: way === undefined ? 'Routing not told' : `${alias}: ${way}`,
      ...map,
      functionName,
      alias,
      release,
      spare,
      deletion: deleteVersion(ref, spare),
    };
  }

  protected renderBody(view: ReleaseMapView): TemplateResult {
    const { alias, functionName, targets, twin, ahead, problems, spare, deletion } = view;
    const same = twin
      ? `same code and settings as ${named(twin)}`
      : ahead
        ? `differs from ${named(targets[0]?.version ?? '')}`
        : 'what was uploaded last';
    return html`
      ${factList(
        [
          [`Invoke of alias ${alias}`, route(targets), functionName && `${functionName}:${alias}`],
          ['Unqualified invoke', LATEST, `${functionName ?? 'the function'} without a qualifier; ${same}`],
        ],
        'large',
      )}
      ${problems.map((problem) => html`<p>${problem}</p>`)} ${drawing(view, alias)}
      <div class="scroll" tabindex="0" role="region" aria-label="Versions">
        ${table(['Version', 'Calls to the alias', 'Changed', 'What'], this.#rows(view))}
      </div>
      ${
        view.others.length > SHOWN
          ? html`<small>and ${plural(view.others.length - SHOWN, 'more version')}</small>`
          : nothing
      }
      ${
        deletion
          ? html`<details class="more">
              <summary>Clean up: nothing needs ${named(spare ?? '')} any more</summary>
              ${command(deletion)}
            </details>`
          : nothing
      }
      <small>
        $LATEST ahead of the alias is no incident: only callers without a qualifier meet it. The backend tells
        of this one alias.
      </small>
    `;
  }

  #rows({ release, targets, others, twin }: ReleaseMapView): Shown[][] {
    const one = (version: string, share: string): Shown[] => {
      const reported = release?.versions?.find((each) => each.version === version);
      return [
        named(version),
        share,
        reported?.last_modified === undefined ? '–' : ago(reported.last_modified),
        reported?.description || '–',
      ];
    };
    const changed = release?.latest?.last_modified;
    return [
      [
        LATEST,
        targets.find(({ version }) => version === LATEST) ? shareWords(targets[0]?.share) : 'none',
        changed === undefined ? '–' : ago(changed),
        twin ? `same as ${named(twin)}; every unqualified invoke` : 'every unqualified invoke',
      ],
      ...targets
        .filter(({ version }) => version !== LATEST)
        .map(({ version, share }) => one(version, shareWords(share))),
      ...others.slice(0, SHOWN).map((version) => one(version, 'none')),
    ];
  }
}
