import { finding } from '../../src/rules/finding.ts';
import { age, plural, stamp } from '../../src/rules/words.ts';
import { inFuture } from '../../src/rules/deploys.ts';
import { agesAt } from '../../src/rules/ages.ts';
import { parity } from '../../src/rules/parity.ts';
import { sandboxes } from '../../src/rules/sandbox.ts';
import { running } from '../../src/rules/strategies.ts';
import { worst } from '../../src/rules/tone.ts';
import type { Finding } from '../../src/rules/finding.ts';
import type { Dated } from '../../src/rules/ages.ts';
import type { Deploy } from '../../src/rules/deploy-log.ts';
import type { LogFile } from '../../src/rules/deploys.ts';
import type { Freeze } from '../../src/rules/governance.ts';
import type { ParityFacts } from '../../src/rules/parity.ts';
import type { Deployment } from '../../src/rules/strategies.ts';
import type { Tone } from '../../src/rules/tone.ts';

/** Everything that is checked before a deploy; times in ms since 1970 UTC. */
export interface ReadinessFacts {
  now: number;
  /** The status answer: when it was made, and from which ages on it is old. */
  status: Dated;
  parity: ParityFacts;
  deployment: Deployment | null | undefined;
  /** The alarms as CloudWatch has them; `undefined` where they are not offered. */
  alarms: readonly { name?: string; state?: string }[] | undefined;
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

function aliasParity(facts: ParityFacts): Finding {
  const { tone, words, verdict, sentence } = parity(facts);
  // Only $LATEST is newer: that is what a deploy begins with.
  return {
    name: 'Alias parity',
    tone: verdict === 'cosmetic' ? 'ok' : tone === 'info' ? 'warn' : tone,
    words,
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

const statusFreshness = ({ status, now }: ReadinessFacts): Finding[] =>
  agesAt([status], now).map(({ name, tone }) => ({ name, tone, words: AGES[tone] }));

/** CodeDeploy stops a deployment at once whose alarm is on already, also the one that brings the mend. */
function alarm({ alarms }: ReadinessFacts): Finding {
  const name = 'Alarms';
  if (!alarms) return { name, tone: 'unknown', words: 'not offered' };
  const on = alarms.filter(({ state }) => state === 'ALARM');
  return on.length > 0
    ? {
        name,
        tone: 'bad',
        words: `${plural(on.length, 'alarm')} on`,
        note: `${on.map((each) => each.name || 'one without a name').join(', ')}. A deployment that listens to it is stopped at once.`,
      }
    : { name, tone: 'ok', words: 'none on' };
}

function sandboxBlockers({ sandbox: { ses, sns } }: ReadinessFacts): Finding {
  const states = sandboxes(ses, sns);
  const inside = states.filter(({ next }) => next).map(({ name }) => name);
  const silent = states.filter(({ tone }) => tone === 'unknown').map(({ name }) => name);
  return {
    name: 'Sandbox blockers',
    tone: worst(states.map(({ tone }) => tone)),
    words:
      inside.length > 0
        ? `${inside.join(' and ')} in the sandbox`
        : silent.length > 0
          ? 'not offered'
          : 'none',
    note: inside.length > 0 ? 'Only verified receivers get messages; leave the sandbox first.' : undefined,
  };
}

function latestDeploy({ file, deploys, alias, target, now }: ReadinessFacts): Finding {
  const name = 'Latest deploys';
  const [newest] = deploys.filter((deploy) => deploy.alias === alias);
  if (file.readAt === undefined)
    return {
      name,
      tone: 'unknown',
      words: file.path ? 'deploy log not read' : 'no deploy log configured',
      note: file.path ? undefined : 'Set files.deploy_log in the site’s configuration.',
    };
  if (file.unverified)
    return {
      name,
      tone: 'unknown',
      words: 'unverified',
      note: `The deploy log was read ${age(now - file.readAt)}.`,
    };
  if (!newest)
    return {
      name,
      tone: 'unknown',
      words: 'not in the deploy log',
      note: alias && `It names no deploy of ${alias}.`,
    };
  const told = `v${newest.version} of ${newest.alias}`;
  if (inFuture(newest, now))
    return {
      name,
      tone: 'warn',
      words: 'dated in the future',
      note: `The newest deploy, ${told}, has a date that is still to come.`,
    };
  if (target === undefined)
    return {
      name,
      tone: 'unknown',
      words: 'cannot be compared',
      note: `The newest deploy is ${told}; the backend does not tell where the alias is.`,
    };
  return newest.version === target
    ? { name, tone: 'ok', words: `${told}, as it is live`, note: undefined }
    : {
        name,
        tone: 'warn',
        words: 'log and alias differ',
        note: `The newest deploy in the log is ${told}, but the alias is at v${target}: find out which is right first.`,
      };
}

function freeze({ freezes: [longest, ...more], amiss, tz }: ReadinessFacts): Finding {
  const name = 'Change freeze';
  if (longest) {
    const others = more.length > 0 && `And ${plural(more.length, 'more')}.`;
    const note = [longest.reason || 'No reason was given.', others].filter(Boolean).join(' ');
    return { name, tone: 'bad', words: `until ${stamp(longest.until, tz)}`, note };
  }
  // A freeze that somebody meant to declare may hold now.
  return amiss.length > 0
    ? { name, tone: 'unknown', words: 'one cannot be read', note: amiss.join(' ') }
    : { name, tone: 'ok', words: 'none' };
}

/** The checks before a deploy, each with its finding. Only `ok` passes. */
export const readiness = (facts: ReadinessFacts): Finding[] => [
  aliasParity(facts.parity),
  ...statusFreshness(facts),
  finding('Running deployment', running(facts.deployment), ['bad', 'one is running'], ['ok', 'none']),
  alarm(facts),
  freeze(facts),
  sandboxBlockers(facts),
  latestDeploy(facts),
];

/** What all checks come to. */
export interface Verdict {
  /** Whether a deploy may begin; `undefined` where nothing fails, but not all can be told. */
  ready: boolean | undefined;
  tone: Tone;
  words: string;
}

/** Whether all pass. One that fails outranks those that cannot be told. */
export function verdict(checks: readonly Finding[]): Verdict {
  const failed = checks.filter(({ tone }) => tone === 'warn' || tone === 'bad').length;
  const open = checks.filter(({ tone }) => tone === 'unknown').length;
  const tone = worst(checks.map((check) => check.tone));
  if (failed > 0)
    return { ready: false, tone, words: `Not ready: ${plural(failed, 'check fails', 'checks fail')}` };
  return open > 0
    ? { ready: undefined, tone, words: `Cannot tell: ${plural(open, 'check')} open` }
    : { ready: true, tone, words: 'Ready' };
}
