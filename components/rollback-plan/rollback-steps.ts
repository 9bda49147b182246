import { getAlias, listVersions } from '../../src/commands/aws.ts';
import { listDeployments, rollBack, stopDeployment, verify } from '../../src/commands/alias-changes.ts';
import { takenBack } from '../../src/domain/release/deployment-end.ts';
import type { AliasRef, Command } from '../../src/commands/aws.ts';
import type { ReleaseState } from '../../src/data/release-state.ts';
import type { RollbackTarget } from '../../src/domain/release/rollback-target.ts';

/** One step of the manual path. */
export interface Step {
  /** When or why it is to be taken. */
  when: string;
  command: Command;
}

type Lines = [when: string, command: Command | undefined][];

/** A deployment comes first: CodeDeploy takes the alias back, and what is edited under its hands fails the next one. */
const stopped = (ref: AliasRef, id: string | undefined): Lines => [
  id
    ? [
        'Stop the deployment first: an alias edited by hand makes the next one fail.',
        stopDeployment(id, ref.region),
      ]
    : [
        'A deployment runs, and its id is not offered. Find it and stop it first.',
        listDeployments(ref.region),
      ],
  ['See whether the alias is back.', verify(ref)],
];

/** The manual path: the lines in their order, or those that would tell what is missing. */
export function steps({ ref, release, runs, routing }: ReleaseState, back: RollbackTarget): Step[] {
  const line = back.sure ? rollBack(ref, back.version, release?.revision_id) : undefined;
  const returned = !back.canary && takenBack(release?.deployment, release?.stable);
  const lines: Lines = runs ? stopped(ref, release?.deployment?.id) : [];
  // Before any call was shifted, the stop is all there is to do.
  if (back.waiting) return reported(lines);
  if (line && runs)
    lines.push([
      'Only if it is not. Stopping changes the alias, so wait until this card has read it again: a line with the old revision id is refused.',
      line,
    ]);
  else if (line && back.edited)
    lines.push(
      [
        'First ask who has edited the alias, and why. If it was meant, write it into the deploy log and leave the alias; the pipeline has to be told too. Else put it back.',
        line,
      ],
      ['See whether the alias is back.', verify(ref)],
    );
  else if (line)
    lines.push(
      [
        returned
          ? `Only if version ${release?.stable} is bad too: the last deployment is taken back already.`
          : 'Give the traffic back.',
        line,
      ],
      ['See whether the alias is back.', verify(ref)],
    );
  else {
    if (!runs) lines.push(['See where the alias points now, and its revision id.', getAlias(ref)]);
    // While AWS moves the calls, there is nothing to be picked.
    if (!back.version && routing.state !== 'settling')
      lines.push([
        'See which versions there are. Their order does not tell which one served before.',
        listVersions(ref),
      ]);
  }
  return reported(lines);
}

const reported = (lines: Lines): Step[] =>
  lines.flatMap(([when, command]) => (command ? [{ when, command }] : []));
