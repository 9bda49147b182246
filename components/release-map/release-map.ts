import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { command, styles as commandStyles } from '../../src/card/command.ts';
import { define } from '../../src/card/define.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { deleteVersion } from '../../src/commands/release.ts';
import { aliasRef, releaseReads } from '../../src/data/release.ts';
import { percent, plural } from '../../src/rules/words.ts';
import { LATEST, mapOf, named } from './map.ts';
import { picture, pictureStyles } from './picture.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { Release } from '../../src/data/release.ts';
import type { ReleaseMap, Target } from './map.ts';

const spec = {
  title: 'Release Map',
  section: 'release',
  size: 'wide',
  height: 867,
  narrow: 1346,
  reads: releaseReads,
} as const satisfies Spec;

/** So many versions stand in the table beside those that calls reach. */
const SHOWN = 8;

/** What the card shows of a moment. */
export interface ReleaseMapView extends View, ReleaseMap {
  functionName: string | undefined;
  alias: string;
  release: Release | undefined;
  /** Deletes the version that nothing needs any more. */
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
    pictureStyles,
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

  view({ facts: told, site }: Moment<typeof spec>): ReleaseMapView {
    const { release } = told;
    const ref = aliasRef(told, site);
    const { function: functionName, alias = 'alias' } = ref;
    const map = mapOf(release);
    const way = route(map.targets);
    return {
      tone: way === undefined ? 'unknown' : map.problems.length > 0 ? 'warn' : 'info',
      words: way === undefined ? 'Routing not told' : `${alias}: ${way}`,
      ...map,
      functionName,
      alias,
      release,
      deletion: deleteVersion(ref, map.spare),
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
      ${facts(
        [
          [`Invoke of alias ${alias}`, route(targets), functionName && `${functionName}:${alias}`],
          ['Plain invoke', LATEST, `${functionName ?? 'the function'} without a qualifier; ${same}`],
        ],
        'large',
      )}
      ${problems.map((problem) => html`<p>${problem}</p>`)} ${picture(view, alias)}
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
      const told = release?.versions?.find((each) => each.version === version);
      return [
        named(version),
        share,
        told?.last_modified === undefined ? '–' : ago(told.last_modified),
        told?.description || '–',
      ];
    };
    const changed = release?.latest?.last_modified;
    return [
      [
        LATEST,
        targets.find(({ version }) => version === LATEST) ? shareWords(targets[0]?.share) : 'none',
        changed === undefined ? '–' : ago(changed),
        twin ? `same as ${named(twin)}; every plain invoke` : 'every plain invoke',
      ],
      ...targets
        .filter(({ version }) => version !== LATEST)
        .map(({ version, share }) => one(version, shareWords(share))),
      ...others.slice(0, SHOWN).map((version) => one(version, 'none')),
    ];
  }
}

define('mc-release-map', McReleaseMap);

declare global {
  interface HTMLElementTagNameMap {
    'mc-release-map': McReleaseMap;
  }
}
