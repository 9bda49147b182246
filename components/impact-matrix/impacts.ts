import { fleet } from '../../src/rules/fleet.ts';
import { parity } from '../../src/rules/parity.ts';
import { sandboxes } from '../../src/rules/sandbox.ts';
import { count, percent, plural } from '../../src/rules/words.ts';
import type { FleetCounts } from '../../src/rules/fleet.ts';
import type { ParityFacts } from '../../src/rules/parity.ts';
import type { Cause, PeckReport } from '../../src/rules/pecks.ts';
import type { Tone } from '../../src/rules/tone.ts';

/** What something means for those who use the stack. */
export interface Impact {
  /** What is degraded. */
  name: string;
  /** Of a warning or worse it applies; of `unknown` that cannot be told. */
  tone: Tone;
  /** How it stands, with its figures. */
  words: string;
  /** What a user notices. */
  notices: string;
  /** How bad that is. */
  severity: string;
  /** What to do. */
  todo: string;
}

/** What impacts are told by. */
export interface ImpactFacts {
  ses: boolean | undefined;
  sns: boolean | undefined;
  agents: FleetCounts;
  pecks: PeckReport;
  alias: ParityFacts;
}

const SANDBOX = {
  SES: {
    notices:
      'Mail reaches only addresses that were verified by hand: new users get no code and no certificate.',
    severity: 'Nobody new can sign up by mail. Those who are in notice nothing.',
    todo: 'Ask for production access: Sandbox Exit Readiness has the step. Until then verify addresses by hand.',
  },
  SNS: {
    notices: 'Text messages reach only numbers that were verified by hand: codes to other phones never come.',
    severity: 'Nobody new can verify a phone. Mail still works.',
    todo: 'Ask to leave the SMS sandbox: Sandbox Exit Readiness has the step. Until then offer mail instead.',
  },
};

function agents({ agents: told }: ImpactFacts): Impact {
  const { tone, words, total, counted } = fleet(told);
  const { dead = 0, slow = 0 } = told;
  const size = total ?? counted;
  const of = size === undefined ? 'the agents' : plural(size, 'agent');
  const whole = dead > 0 && size !== undefined && dead >= size;
  return {
    name: 'Agents dead or slow',
    // Counts that do not add up say nothing of what a user notices.
    tone: dead > 0 || slow > 0 ? tone : tone === 'warn' ? 'unknown' : tone,
    words: dead > 0 ? `${count(dead)} of ${of} dead` : slow > 0 ? `${count(slow)} of ${of} slow` : words,
    notices: whole
      ? 'No spaceduck answers its owner.'
      : dead > 0 || slow === 0
        ? 'Spaceducks whose agent is dead do not answer, and what they were asked to do is not done.'
        : 'Spaceducks whose agent is slow answer late. Nothing is lost.',
    severity: whole
      ? 'Everybody with a bonded spaceduck is cut off.'
      : dead > 0 || slow === 0
        ? 'Their owners are cut off; all others notice nothing.'
        : 'A nuisance, and often the first sign that agents will be dead.',
    todo: 'See in Stale Agent Spotlight who fell silent and when. Many at one time point to the stack, single ones to their hosts: have those restarted.',
  };
}

const CAUSES: Record<Cause, Pick<Impact, 'notices' | 'todo'>> = {
  denied: {
    notices: 'Requests to connect are refused: most failures are denials by those who were asked.',
    todo: 'Look in Peck Approval Timeline who denies whom. Denials are decisions of users; many at once may be spam.',
  },
  expired: {
    notices: 'Requests to connect stay without an answer: most failures ran out of time.',
    todo: 'See whether requests reach those who are asked: Communication Status, then the agents that are dead.',
  },
  callback_error: {
    notices:
      'A request is approved, and still no connection comes about: most failures are errors of the callback.',
    todo: 'Look for the errors of the callback in the logs of the function, and whether a release came just before.',
  },
};

function pecks({ pecks: { tone, failureShare, label, causes } }: ImpactFacts): Impact {
  const told = causes.filter((each) => (each.count ?? 0) > 0).sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
  const [first] = told;
  const plain = {
    notices: 'Requests to connect fail, or stay without an answer.',
    todo: 'See in Peck Failure Analysis why they fail.',
  };
  return {
    name: 'Pecks fail',
    tone,
    words: failureShare === undefined ? 'not told' : `${percent(failureShare)} fail (${label})`,
    ...(first ? CAUSES[first.cause] : plain),
    severity:
      tone === 'bad'
        ? 'Spaceducks can hardly connect. What is connected stays so.'
        : 'Some cannot connect and have to try again. What is connected stays so.',
  };
}

function alias({ alias: told }: ImpactFacts): Impact {
  const { tone, words, verdict } = parity(told);
  const differs = verdict === 'drift' || verdict === 'latest-invoked';
  return {
    name: 'Alias drift',
    // Only callers that run another version notice anything.
    tone: differs ? tone : verdict === 'unknown' || verdict === 'cannot-tell' ? 'unknown' : 'ok',
    words,
    notices: 'What was released is not there, or what was taken back is there again.',
    severity: 'Callers run a version that nobody chose for them: how bad that is depends on the version.',
    todo: 'Alias Drift Investigation has the exact next command.',
  };
}

/** What is degraded and what that means, the worst first; what does not apply keeps its place after it. */
export function impacts(facts: ImpactFacts): Impact[] {
  const rank: Record<Tone, number> = { bad: 0, warn: 1, unknown: 2, info: 3, ok: 3 };
  const all = [
    agents(facts),
    pecks(facts),
    alias(facts),
    ...sandboxes(facts.ses, facts.sns).map(({ name, tone, words }) => ({
      name: name === 'SES' ? 'Mail (SES)' : 'Text messages (SNS)',
      tone,
      words,
      ...SANDBOX[name],
    })),
  ];
  return all.sort((a, b) => rank[a.tone] - rank[b.tone]);
}
