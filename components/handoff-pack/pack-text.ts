import { routes as table } from '../../src/api/routes.ts';
import { ALL_CAUSES } from '../../src/data/all-causes.ts';
import { judged, uncheckedWords } from '../../src/data/findings-of.ts';
import { gaps } from '../../src/data/gaps.ts';
import { scoreOf, sentenceOf } from '../../src/domain/findings/finding.ts';
import { tierOf, timeToAct } from '../../src/domain/findings/tier.ts';
import { fleet } from '../../src/domain/fleet/fleet.ts';
import { NOTE, noteLines, parityLine, pecksLine, sandboxLines } from '../../src/domain/incidents/handover.ts';
import { incidentMode, incidents } from '../../src/domain/incidents/incidents.ts';
import { quantile } from '../../src/domain/latency/latency.ts';
import { code, items, plain, rows } from '../../src/domain/format/markdown-text.ts';
import { notesOf } from '../../src/domain/operator/shift-notes.ts';
import { faultWords } from '../../src/domain/availability/outages.ts';
import { pecks } from '../../src/domain/fleet/pecks.ts';
import { REQUESTS_FLOOR, coveredBy, recentRequests } from '../../src/domain/availability/recent-requests.ts';
import { routesHealth } from '../../src/domain/availability/route-status.ts';
import { todos } from '../../src/domain/operator/todo-list.ts';
import { count, ms, percent, plural, stamp } from '../../src/domain/format/values.ts';
import type { CardData } from '../../src/card/card.ts';
import type { Tell } from '../../src/domain/incidents/handover.ts';
import type { Incident } from '../../src/domain/incidents/incidents.ts';
import type { RouteHealth } from '../../src/domain/availability/route-status.ts';
import type { HandoffSpec } from './model.ts';

type Shown = CardData<HandoffSpec>;
/** So many of each are told: promotions, todos, resolved incidents, notes of an incident, notes of a shift. */
const MOST = { deploys: 5, todos: 50, resolved: 5, incidentNotes: 5, notes: 10 };
/** The half and the slowest twentieth. */
const MIDDLE = 0.5;
const SLOW = 0.95;

function summary(data: Shown, tell: Tell): string {
  const { findings, unchecked } = judged(data, ALL_CAUSES);
  const score = scoreOf(findings);
  const tier = tierOf(score);
  const lines = findings.map((one, index) => {
    const since = one.since === undefined ? '' : ` Since ${tell(one.since)}.`;
    return `${index + 1}. ${plain(sentenceOf(one, data.now))} Score ${one.score}, ${tierOf(one.score)}.${since} Next: ${plain(one.next)}`;
  });
  return [
    findings.length > 0
      ? `**Score ${score} of 100: ${tier}, act within ${timeToAct[tier]}.**`
      : '**No problem found.**',
    ...(lines.length > 0 ? [lines.join('\n')] : []),
    ...(unchecked.length > 0 ? [uncheckedWords(unchecked)] : []),
  ].join('\n\n');
}

function diagnostics({ facts, logs, now, limits }: Shown): string {
  const { label, parts, mismatch } = fleet(facts.agents ?? {});
  const report = pecks(facts.pecks ?? {}, logs.pecks, now, limits.pecks);
  return items(
    [
      `Alias parity: ${parityLine(facts)}`,
      `Fleet: ${label} (${parts.map(({ state, count: n }) => `${n === undefined ? 'not told' : count(n)} ${state}`).join(', ')}). ${mismatch ?? ''}`.trim(),
      `Pecks: ${pecksLine(report)}`,
      ...sandboxLines(facts.sesSandbox, facts.snsSandbox),
    ],
    '',
  );
}

/** How a route did at last, in a few words. */
function resultOf({ result, failures, since }: RouteHealth, tell: Tell): string {
  if (!result) return 'not known';
  if (failures === 0) return `answered ${tell(result.at)}`;
  const fault = result.fault ? faultWords(result.fault) : 'failed';
  return `${fault} ${tell(result.at)}; ${plural(failures, 'failure')} in a row since ${tell(since)}`;
}

function routeHealth(
  { routes, logs, now, interval, limits: { failures, latency } }: Shown,
  spec: HandoffSpec,
  tell: Tell,
): string {
  const limits = { ...failures, slow: latency.bad };
  const seen = recentRequests(logs.sd_latency_log, now);
  const health = routesHealth(spec.probes, routes, logs.sd_latency_log, now, interval, limits);
  return `${rows(
    ['Route', 'State', 'Last result', 'p50', 'p95', 'Requests', 'Failures', 'Coverage'],
    health.map((one) => {
      const own = seen.filter(({ route }) => route === one.route);
      const good = own.filter(({ failure }) => !failure).map((each) => each.ms);
      const enough = good.length >= REQUESTS_FLOOR;
      const figure = (q: number) => (enough ? ms(quantile(good, q)) : 'too few');
      return [
        table[one.route].path,
        one.tone === 'unknown' && one.standing !== 'unknown'
          ? `too old to judge, was ${one.standing}`
          : one.standing,
        resultOf(one, tell),
        figure(MIDDLE),
        figure(SLOW),
        count(own.length),
        count(own.length - good.length),
        own.length > 0 ? percent(coveredBy(own, now, interval)) : 'none',
      ];
    }),
  )}\n\nAs the browser that wrote this saw it in the 24 h before, the network included; p50 and p95 of answers, from ${plural(REQUESTS_FLOOR, 'answer')} on.`;
}

function deploys({ site }: Shown, tell: Tell): string {
  if (!site.files.deploy_log) return 'No deploy log was read.';
  return items(
    site.deploys.entries
      .slice(0, MOST.deploys)
      .map(
        ({ at, version, alias, summary: why }) =>
          `${tell(at)}: version ${plain(version)} on ${plain(alias)}${why ? ` – ${plain(why)}` : ''}`,
      ),
    'The deploy log tells no promotion.',
  );
}

function incidentLines(
  { title, tier, cause, openedAt, resolvedAt, closing, notes }: Incident,
  tell: Tell,
): string {
  const end = resolvedAt === undefined ? 'open' : `resolved ${tell(resolvedAt)}`;
  const earlier = notes.length - MOST.incidentNotes;
  return [
    `${tier}, ${end}, since ${tell(openedAt)}: ${plain(title)}`,
    ...(cause ? [`Cause: ${plain(cause, NOTE)}`] : []),
    ...(earlier > 0 ? [`${plural(earlier, 'earlier note')} not shown`] : []),
    ...notes.slice(-MOST.incidentNotes).map(({ at, text }) => `${tell(at)}: ${plain(text, NOTE)}`),
    ...(closing ? [`At its end: ${plain(closing, NOTE)}`] : []),
  ].join('\n  - ');
}

function incidentList({ records }: Shown, tell: Tell): string {
  const { since } = incidentMode(records.mode);
  const all = incidents(records.incidents);
  const open = all.filter(({ resolvedAt }) => resolvedAt === undefined);
  const resolved = all
    .filter(({ resolvedAt }) => resolvedAt !== undefined)
    .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0));
  const lines = [...open, ...resolved.slice(0, MOST.resolved)].map((one) => incidentLines(one, tell));
  return [
    since === undefined ? 'Incident mode was off.' : `Incident mode was on since ${tell(since)}.`,
    items(lines, 'No incident is recorded in this browser.'),
  ].join('\n\n');
}

function todoList({ records }: Shown, tell: Tell): string {
  const open = todos(records.todos).filter(({ doneAt }) => doneAt === undefined);
  const lines = open
    .slice(0, MOST.todos)
    .map(({ text, addedAt }) => `${plain(text, NOTE)} (${tell(addedAt)})`);
  const more = open.length - lines.length;
  return items([...lines, ...(more > 0 ? [`and ${count(more)} more`] : [])], 'Nothing is on the list.');
}

const shiftNotes = ({ records }: Shown, tell: Tell): string =>
  items(noteLines(notesOf(records.notes), MOST.notes, tell), 'No note was written.');

/**
 * The report of a moment, in Markdown, for people. Pure; every text of a field, a file or an operator is only text in
 * it, see {@link plain}.
 * @param tz time zone of all times, an IANA name
 */
export function markdown(data: Shown, spec: HandoffSpec, tz: string): string {
  const { now, base, site } = data;
  const tell: Tell = (at) => stamp(at, tz);
  const { environment } = site.config;
  const parts: [heading: string, text: string][] = [
    ['Summary', summary(data, tell)],
    ['Diagnostics', diagnostics(data)],
    ['Route health', routeHealth(data, spec, tell)],
    ['Recent deploys', deploys(data, tell)],
    ['Incidents', incidentList(data, tell)],
    ['Open todos', todoList(data, tell)],
    ['Shift notes', shiftNotes(data, tell)],
    ['Missing or stale', items(gaps(data, spec, spec.probes, tell), 'Nothing.')],
  ];
  return [
    `# Incident handoff${environment ? `: ${plain(environment)}` : ''}`,
    `${tell(now)}, of ${code(base)}. All of it is from that moment, and as one browser knew it.`,
    ...parts.flatMap(([heading, text]) => [`## ${heading}`, text]),
    '',
  ].join('\n\n');
}
