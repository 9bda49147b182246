import { exitOf, missingLines, nextOf, subject, verdictJson } from './verdict.ts';
import type { Done, Session } from './session.ts';

const MARKS: Record<string, string> = { ok: 'ok', warn: 'warn', bad: 'bad', info: '–', unknown: '?' };

/** `release check`: the verdict on the canary, once. */
export async function check(session: Session): Promise<Done> {
  const situation = await session.situation();
  const { trial } = situation;
  const { label, commands } = nextOf(situation);
  return {
    exit: exitOf(situation),
    lines: [
      trial.label,
      trial.sentence,
      `On trial: ${subject(situation)}`,
      ...(trial.checks.length > 0 ? [''] : []),
      ...trial.checks.flatMap(({ name, tone, label: says, note }) => [
        `  ${(MARKS[tone] ?? '?').padEnd(6)}${name}: ${says}`,
        ...(note ? [`        ${note}`] : []),
      ]),
      ...missingLines(situation),
      ...(label ? ['', `Next: ${label}`, ...commands] : []),
    ],
    result: { ...verdictJson(situation), next: { label, commands } },
  };
}
