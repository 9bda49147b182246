import { gaps } from '../../src/data/gaps.ts';
import { noteLines, parityLine, pecksLine, sandboxLines } from '../../src/rules/handover.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { code, items, plain } from '../../src/rules/markdown.ts';
import { notesOf } from '../../src/rules/notes.ts';
import { peckLimits, pecks } from '../../src/rules/pecks.ts';
import { count, stamp } from '../../src/rules/words.ts';
import type { Moment } from '../../src/card/card.ts';
import type { Tell } from '../../src/rules/handover.ts';
import type { BundleSpec } from './handoff-bundle.ts';

type Shown = Moment<BundleSpec>;

/** So many notes are handed over. */
const NOTES = 100;

/** What runs, and since when. */
function build({ facts, site }: Shown, tell: Tell): string {
  const { lambda } = facts;
  const [newest] = site.deploys.entries;
  const told = (name: string, value: string | undefined) => `${name}: ${value ? plain(value) : 'not told'}`;
  return items(
    [
      told('Function', lambda?.function),
      told('Version', lambda?.version),
      told('Runtime', lambda?.runtime),
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

/**
 * The bundle of a moment, in Markdown. Pure; every text of a field, a file or an operator is only text in it.
 * @param tz time zone of all times, an IANA name
 */
export function bundle(moment: Shown, spec: BundleSpec, tz: string): string {
  const { facts, logs, records, now, base, site } = moment;
  const tell: Tell = (at) => stamp(at, tz);
  const { environment, thresholds } = site.config;
  const report = pecks(facts.pecks ?? {}, logs.pecks, now, limitsFrom(thresholds, 'pecks', peckLimits));
  const parts: [heading: string, text: string][] = [
    ['Build', build(moment, tell)],
    ['Alias drift', parityLine(facts)],
    ['Sandbox', items(sandboxLines(facts.sesSandbox, facts.snsSandbox), '')],
    ['Peck failures', `Pecks: ${pecksLine(report)}`],
    ['Shift notes', items(noteLines(notesOf(records.notes), NOTES, tell), 'No note was written.')],
    ['Missing or stale', items(gaps(moment, spec, ['status'], tell), 'Nothing.')],
  ];
  return [
    `# Operator handoff${environment ? `: ${plain(environment)}` : ''}`,
    `${tell(now)}, of ${code(base)}. As one browser knew it then.`,
    ...parts.flatMap(([heading, text]) => [`## ${heading}`, text]),
    '',
  ].join('\n\n');
}
