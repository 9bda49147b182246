import { shift as shiftLine } from '../../src/commands/alias-changes.ts';
import { percent } from '../../src/domain/format/values.ts';
import { preflight } from '../../src/domain/release/preflight.ts';
import { CouldNot, Usage } from '../exit.ts';
import { aliasOf, changed, known, refuseUnknownDeployment } from './alias-of.ts';
import { changeAlias, consent } from './carry-out.ts';
import { aliasInWords } from './words.ts';
import type { Done, Session } from './session.ts';
import type { Situation } from './situation.ts';

/** What stands against a shift to a version: the card's checks, and what only makes a command impossible there. */
function standsAgainst(situation: Situation, version: string): string[] {
  const { release, stable } = situation;
  const published = release?.versions?.some((each) => each.version === version);
  const checks = preflight(situation, version).filter(({ tone }) => tone === 'bad');
  return [
    ...(stable === version ? [`The alias points to version ${version} already.`] : []),
    ...(published === false ? [`Version ${version} is not among the published ones.`] : []),
    ...checks.map(({ name, label, note }) => `${name}: ${label}.${note ? ` ${note}` : ''}`),
  ];
}

/** `release shift`: sends a share of the alias's calls to a version. */
export async function shift(session: Session): Promise<Done> {
  const { weight } = session.options;
  if (weight === undefined) throw new Usage('Give the share of the calls: --weight 10%.');
  const situation = await session.situation();
  const version = session.options.version ?? situation.canary?.version;
  if (version === undefined)
    throw new Usage('Give the version that is to get a share of the calls: --version 42.');
  const before = aliasOf(situation);
  if (before.weights[version] === weight)
    return changed(session, before, before, [`Alias is as it was to be: ${aliasInWords(before)}.`]);
  known(situation, 'the versions', situation.release?.versions);
  refuseUnknownDeployment(situation);
  const against = standsAgainst(situation, version);
  if (against.length > 0)
    throw new CouldNot(
      ['Nothing was changed. Against this shift:', ...against.map((each) => `  ${each}`)].join('\n'),
    );
  const weights = { [version]: weight };
  const plan = {
    from: aliasInWords(before),
    to: aliasInWords({ ...before, weights }),
    commands: [shiftLine(situation.ref, version, weight, before.revision, before.version)],
    notes: [
      ...preflight(situation, version).flatMap(({ name, tone, label, note }) =>
        tone === 'ok' ? [] : `${name}: ${label}.${note ? ` ${note}` : ''}`,
      ),
      'Nothing takes a manual shift back by itself: watch it.',
    ],
  };
  const ended = await consent(session, plan);
  if (ended) return ended;
  const now = await changeAlias(session, { before, version: before.version, weights });
  return changed(session, before, now, [
    `Next: mission-control release watch --function ${session.about.function} --alias ${session.about.alias}, which follows the ${percent(weight, 2)} to a verdict.`,
  ]);
}
