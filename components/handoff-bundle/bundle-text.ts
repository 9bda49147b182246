import { STATUS_CAUSES } from '../../src/data/all-causes.ts';
import { findingsOf } from '../../src/data/findings-of.ts';
import { sentenceOf } from '../../src/domain/findings/finding.ts';
import { gaps } from '../../src/data/gaps.ts';
import { noteLines, parityLine, pecksLine, sandboxLines } from '../../src/domain/incidents/handover.ts';
import { code, items, plain } from '../../src/domain/format/markdown-text.ts';
import { notesOf } from '../../src/domain/operator/shift-notes.ts';
import { pecks } from '../../src/domain/fleet/pecks.ts';
import { count, stamp } from '../../src/domain/format/values.ts';
import type { CardData } from '../../src/card/card.ts';
import type { Tell } from '../../src/domain/incidents/handover.ts';
import type { BundleSpec } from './model.ts';

type Shown = CardData<BundleSpec>;

/** So many notes are handed over. */
const NOTES = 100;

/** What runs, and since when. */
function build({ facts, site }: Shown, tell: Tell): string {
  const { lambda } = facts;
  const [newest] = site.deploys.entries;
  const reported = (name: string, value: string | undefined) =>
    `${name}: ${value ? plain(value) : 'not told'}`;
  return items(
    [
      reported('Function', lambda?.function),
      reported('Version', lambda?.version),
      reported('Runtime', lambda?.runtime),
      `Memory: ${lambda?.memory_mb === undefined ? 'not told' : `${count(lambda.memory_mb)} MB`}`,
      `Modified: ${lambda?.last_modified === undefined ? 'not told' : tell(lambda.last_modified)}`,
      newest
        ? `Newest deploy in the log: version ${plain(newest.version)} on ${plain(newest.alias)}, ${tell(newest.at)}${newest.summary ? ` – ${plain(newest.summary)}` : ''}`
        : site.files.deploy_log
          ? 'The deploy log tells no promotion.'
          : 'No deploy log was read.',
      ...(site.config.site_deployed_at === undefined
        ? []
        : [`Site deployed: ${tell(site.config.site_deployed_at)}`]),
    ],
    '',
  );
}

/** What is wrong, the worst first, and what to do. */
const problems = (data: Shown, tell: Tell): string[] =>
  findingsOf(data, STATUS_CAUSES).map(
    (one) =>
      `${plain(sentenceOf(one, data.now))}${one.since === undefined ? '' : ` Since ${tell(one.since)}.`} Next: ${plain(one.next)}`,
  );

/**
 * The bundle of a moment, in Markdown. Pure; every text of a field, a file or an operator is only text in it.
 * @param tz time zone of all times, an IANA name
 */
export function bundle(data: Shown, spec: BundleSpec, tz: string): string {
  const { facts, logs, records, now, base, site, limits } = data;
  const tell: Tell = (at) => stamp(at, tz);
  const { environment } = site.config;
  const report = pecks(facts.pecks ?? {}, logs.pecks, now, limits.pecks);
  const parts: [heading: string, text: string][] = [
    ['Problems', items(problems(data, tell), 'No problem found.')],
    ['Build', build(data, tell)],
    ['Alias drift', parityLine(facts)],
    ['Sandbox', items(sandboxLines(facts.sesSandbox, facts.snsSandbox), '')],
    ['Peck failures', `Pecks: ${pecksLine(report)}`],
    ['Shift notes', items(noteLines(notesOf(records.notes), NOTES, tell), 'No note was written.')],
    ['Missing or stale', items(gaps(data, spec, ['status'], tell), 'Nothing.')],
  ];
  return [
    `# Operator handoff${environment ? `: ${plain(environment)}` : ''}`,
    `${tell(now)}, of ${code(base)}. As one browser knew it then.`,
    ...parts.flatMap(([heading, text]) => [`## ${heading}`, text]),
    '',
  ].join('\n\n');
}
