import { sane } from '../../src/domain/canary/analyses.ts';
import { canaryLimitsOf } from '../../src/data/canary-reads.ts';
import { checked } from '../../src/domain/judgement/checklist.ts';
import { setupChecks } from '../../src/domain/release/setup.ts';
import { EXIT, Usage } from '../exit.ts';
import type { Checked } from '../../src/domain/judgement/checklist.ts';
import type { ExitCode } from '../exit.ts';
import type { Done, Session } from './session.ts';

const mark = ({ done, tone }: Checked): string => (done ? 'ok' : tone === 'warn' ? 'wrong' : '?');

/** @param unread whether AWS did not give something */
function exitOf(list: readonly Checked[], unread: boolean): ExitCode {
  if (list.some(({ tone }) => tone === 'warn')) return EXIT.bad;
  if (list.every(({ done }) => done)) return EXIT.ok;
  return unread ? EXIT.failed : EXIT.wait;
}

/** `release verify`: the thirteen set-up checks of a canary pipeline, by what the account tells. */
export async function verify(session: Session): Promise<Done> {
  const { aws, options, site, world } = session;
  const [situation, { facts, refused, failed, notes }] = await Promise.all([
    session.situation(),
    aws.setup(),
  ]);
  const checks = setupChecks({
    ...situation,
    account: { ...facts, limits: sane(canaryLimitsOf(site).limits) },
  });
  const ids = checks.map(({ id }) => id);
  const unknown = options.ticked.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new Usage(`--ticked: there is no check ${JSON.stringify(unknown)}; there are ${ids.join(', ')}.`);
  const at = world.now();
  const ticks = options.ticked.map((item, index) => ({ type: 'tick' as const, id: `t${index}`, at, item }));
  const list = checked(checks, ticks, at);
  const open = list.filter(({ done, tone }) => !done && tone !== 'warn').map(({ id }) => id);
  const missing = [...situation.missing, ...refused, ...failed, ...notes];
  const unread = situation.refused || situation.failed || refused.length + failed.length > 0;
  return {
    exit: exitOf(list, unread),
    lines: [
      ...list.map((each) => `  ${mark(each).padEnd(7)}${each.id.padEnd(16)}${each.what} ${labelOf(each)}`),
      '',
      `${list.filter(({ done }) => done).length} of ${list.length} in place.`,
      ...(open.length > 0
        ? [`The account does not show ${open.join(', ')}: look, then say --ticked ${open.join(',')}.`]
        : []),
      ...(missing.length > 0 ? ['Not all was read:', ...missing.map((each) => `  ${each}`)] : []),
    ],
    result: {
      checks: list.map(({ id, what, done, tone, label, byHand }) => ({
        id,
        what,
        state: done ? 'done' : tone === 'warn' ? 'wrong' : 'unknown',
        label,
        by_hand: byHand,
      })),
      missing,
    },
  };
}

const labelOf = ({ label, byHand, done }: Checked): string =>
  byHand ? (done ? '(by hand)' : '(not shown)') : `– ${label}`;
