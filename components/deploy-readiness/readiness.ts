import { checkResult } from '../../src/domain/judgement/check-result.ts';
import { age, plural, stamp } from '../../src/domain/format/values.ts';
import { alarmsOf } from '../../src/domain/release/alarms.ts';
import { inFuture } from '../../src/domain/release/deploys.ts';
import { agesAt } from '../../src/domain/freshness/ages.ts';
import { parity } from '../../src/domain/release/parity.ts';
import { sandboxes } from '../../src/domain/mail/sandbox.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { uncheckedWords } from '../../src/data/findings-of.ts';
import type { Findings } from '../../src/data/findings-of.ts';
import type { CauseId } from '../../src/domain/findings/finding.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { Dated } from '../../src/domain/freshness/ages.ts';
import type { Deploy } from '../../src/domain/release/deploy-log.ts';
import type { LogFile } from '../../src/domain/release/deploys.ts';
import type { Freeze } from '../../src/domain/governance/governance.ts';
import type { ParityFacts } from '../../src/domain/release/parity.ts';
import type { AlarmReport } from '../../src/domain/release/alarms.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

/** Everything that is checked before a deploy; times in ms since 1970 UTC. */
export interface ReadinessFacts {
  now: number;
  /** The status answer: when it was made, and from which ages on it is old. */
  status: Dated;
  parity: ParityFacts;
  /** Whether a deployment runs; `undefined` where that is not told. */
  runs: boolean | undefined;
  /** The alarms as CloudWatch has them; `undefined` where they are not offered. */
  alarms: readonly AlarmReport[] | undefined;
  /** What is wrong with the stack. */
  problems: Findings;
  sandbox: { ses: boolean | undefined; sns: boolean | undefined };
  alias: string | undefined;
  /** Where the alias is. */
  target: string | undefined;
  file: LogFile;
  /** Newest first. */
  deploys: readonly Deploy[];
  /** The freezes that hold, the one that lasts longest first. */
  freezes: readonly Freeze[];
  /** A sentence for each declared freeze that cannot be used. */
  amiss: readonly string[];
  tz: string;
}

function aliasParity(facts: ParityFacts): CheckResult {
  const { tone, label, verdict, sentence } = parity(facts);
  // Only $LATEST is newer: that is what a deploy begins with.
  return {
    name: 'Alias parity',
    tone: verdict === 'cosmetic' ? 'ok' : tone === 'info' ? 'warn' : tone,
    label,
    note: sentence,
  };
}

const AGES: Record<Tone, string> = {
  ok: 'fresh',
  warn: 'an answer is overdue',
  bad: 'too old',
  info: '',
  unknown: 'no answer yet',
};

const statusFreshness = ({ status, now }: ReadinessFacts): CheckResult[] =>
  agesAt([status], now).map(({ name, tone }) => ({ name, tone, label: AGES[tone] }));

/** CodeDeploy stops a deployment at once whose alarm is on already, also the one that brings the mend. */
function alarm({ alarms }: ReadinessFacts): CheckResult {
  const { tone, label, active, silent, unclear } = alarmsOf(alarms);
  const names = [...active, ...silent, ...unclear].join(', ');
  return {
    name: 'Alarms',
    tone,
    label,
    ...(active.length > 0
      ? { note: `${names}. A deployment that listens to it is stopped at once.` }
      : names && { note: `${names}.` }),
  };
}

/** Causes that have a check of their own. */
const OWN: readonly CauseId[] = ['unreachable', 'alias', 'alarms', 'sandbox'];

/** A deploy onto a stack that is broken hides what broke it. */
function problems({ problems: { findings, unchecked } }: ReadinessFacts): CheckResult {
  const name = 'Other critical problems';
  const critical = findings.filter(({ cause, tone }) => tone === 'bad' && !OWN.includes(cause));
  if (critical.length > 0)
    return {
      name,
      tone: 'bad',
      label: `${plural(critical.length, 'problem')} critical`,
      note: `${critical.map(({ headline }) => headline).join('; ')}.`,
    };
  const open = unchecked.filter(({ cause, everywhere }) => everywhere && !OWN.includes(cause));
  return open.length > 0
    ? {
        name,
        tone: 'unknown',
        label: `${plural(open.length, 'check')} without data`,
        note: uncheckedWords(open),
      }
    : { name, tone: 'ok', label: 'none' };
}

function sandboxBlockers({ sandbox: { ses, sns } }: ReadinessFacts): CheckResult {
  const states = sandboxes(ses, sns);
  const inside = states.filter(({ next }) => next).map(({ name }) => name);
  const silent = states.filter(({ tone }) => tone === 'unknown').map(({ name }) => name);
  return {
    name: 'Sandbox blockers',
    tone: worst(states.map(({ tone }) => tone)),
    label:
      inside.length > 0
        ? `${inside.join(' and ')} in the sandbox`
        : silent.length > 0
          ? 'not offered'
          : 'none',
    note: inside.length > 0 ? 'Only verified receivers get messages; leave the sandbox first.' : undefined,
  };
}

function latestDeploy({ file, deploys, alias, target, now }: ReadinessFacts): CheckResult {
  const name = 'Latest deploys';
  const [newest] = deploys.filter((deploy) => deploy.alias === alias);
  if (file.readAt === undefined)
    return {
      name,
      tone: 'unknown',
      label: file.path ? 'deploy log not read' : 'no deploy log configured',
      note: file.path ? undefined : 'Set files.deploy_log in the site’s configuration.',
    };
  if (file.unverified)
    return {
      name,
      tone: 'unknown',
      label: 'unverified',
      note: `The deploy log was read ${age(now - file.readAt)}.`,
    };
  if (!newest)
    return {
      name,
      tone: 'unknown',
      label: 'not in the deploy log',
      note: alias && `It names no deploy of ${alias}.`,
    };
  const reported = `v${newest.version} of ${newest.alias}`;
  if (inFuture(newest, now))
    return {
      name,
      tone: 'warn',
      label: 'dated in the future',
      note: `The newest deploy, ${reported}, has a date that is still to come.`,
    };
  if (target === undefined)
    return {
      name,
      tone: 'unknown',
      label: 'cannot be compared',
      note: `The newest deploy is ${reported}; the backend does not tell where the alias is.`,
    };
  return newest.version === target
    ? { name, tone: 'ok', label: `${reported}, as it is live`, note: undefined }
    : {
        name,
        tone: 'warn',
        label: 'log and alias differ',
        note: `The newest deploy in the log is ${reported}, but the alias is at v${target}: find out which is right first.`,
      };
}

function freeze({ freezes: [longest, ...more], amiss, tz }: ReadinessFacts): CheckResult {
  const name = 'Change freeze';
  if (longest) {
    const others = more.length > 0 && `And ${plural(more.length, 'more')}.`;
    const note = [longest.reason || 'No reason was given.', others].filter(Boolean).join(' ');
    return { name, tone: 'bad', label: `until ${stamp(longest.until, tz)}`, note };
  }
  // A freeze that somebody meant to declare may hold now.
  return amiss.length > 0
    ? { name, tone: 'unknown', label: 'one cannot be read', note: amiss.join(' ') }
    : { name, tone: 'ok', label: 'none' };
}

/** The checks before a deploy, each with its finding. Only `ok` passes. */
export const readiness = (facts: ReadinessFacts): CheckResult[] => [
  aliasParity(facts.parity),
  ...statusFreshness(facts),
  checkResult('Running deployment', facts.runs, ['bad', 'one is running'], ['ok', 'none']),
  alarm(facts),
  problems(facts),
  freeze(facts),
  sandboxBlockers(facts),
  latestDeploy(facts),
];

/** What all checks come to. */
export interface Verdict {
  /** Whether a deploy may begin; `undefined` where nothing fails, but not all can be told. */
  ready: boolean | undefined;
  tone: Tone;
  label: string;
}

/** Whether all pass. One that fails outranks those that cannot be told. */
export function verdict(checks: readonly CheckResult[]): Verdict {
  const failed = checks.filter(({ tone }) => tone === 'warn' || tone === 'bad').length;
  const open = checks.filter(({ tone }) => tone === 'unknown').length;
  const tone = worst(checks.map((check) => check.tone));
  if (failed > 0)
    return { ready: false, tone, label: `Not ready: ${plural(failed, 'check fails', 'checks fail')}` };
  return open > 0
    ? { ready: undefined, tone, label: `Cannot tell: ${plural(open, 'check')} open` }
    : { ready: true, tone, label: 'Ready' };
}
