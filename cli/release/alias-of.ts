import { sameAim } from '../../src/domain/release/aim.ts';
import { CouldNot, EXIT } from '../exit.ts';
import { aliasInWords } from './words.ts';
import type { AliasNow } from './aws.ts';
import type { Done, Session } from './session.ts';
import type { Situation } from './situation.ts';

/** What has to be known before anything is changed. @throws {CouldNot} with what is missing */
export function known<T>({ missing }: Situation, what: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw new CouldNot(`Nothing was changed: ${what} could not be read. ${missing.join(' ')}`);
}

/** The alias as a decision is taken on it. @throws {CouldNot} */
export function aliasOf(situation: Situation): AliasNow {
  const { stable, release } = situation;
  return {
    version: known(situation, 'where the alias points', stable),
    weights: known(situation, 'its weights', release?.routing),
    revision: known(situation, 'its revision', release?.revision_id),
  };
}

/** An alias that is edited while a deployment runs makes that fail. @throws {CouldNot} where it is not known if one runs */
export function refuseUnknownDeployment({ runs, missing }: Situation): void {
  if (runs === undefined)
    throw new CouldNot(
      `Nothing was changed: it is not known whether a CodeDeploy deployment is in progress. ${missing.join(' ')}`,
    );
}

/** How a command ends that has changed the alias, or found it as it was to be. */
export function changed({ about }: Session, from: AliasNow, to: AliasNow, more: string[] = []): Done {
  const same = from.revision === to.revision && sameAim(from, to);
  return {
    exit: EXIT.ok,
    lines: [
      ...(same
        ? []
        : [
            `Alias ${about.alias} of ${about.function}: ${aliasInWords(to)} (revision ${to.revision}). It was ${aliasInWords(from)}.`,
          ]),
      ...more,
    ],
    result: { changed: !same, from, to },
  };
}
