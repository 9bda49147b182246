import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../components/failure-budget/failure-budget.ts';
import { all, one, visibleText } from './support/read.ts';
import { logSamples } from './support/samples.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-failure-budget';
const HOUR = 3_600_000;

/** Records an estimate as an operator does. */
async function estimate(card: Card, target: string, value: string, stage: Stage): Promise<void> {
  one(card, `#${target}`).focus();
  await sendKeys({ type: value });
  await sendKeys({ press: 'Enter' });
  await stage.pass(100);
}

cardContract({ tag, prepare: (card, stage) => estimate(card, 'auth', '99.95', stage) });

describe(`<${tag}> tells what is left of each error budget`, () => {
  const at = useStage(tag);
  const row = (card: Card, name: string): string =>
    all(card, '.results li')
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
      .find((text) => text.includes(name)) ?? '';

  /** The totals of pecks at so many minutes before the test. */
  const pecks = async (...samples: [ago: number, succeeded: number, failed: number][]): Promise<Card> => {
    const stage = at();
    stage.mute = true;
    await logSamples(
      stage,
      'pecks',
      samples.map(([ago, succeeded, failed]) => ({ ago, succeeded, failed })),
    );
    return stage.card(tag);
  };

  it('left over 24 h and burn over 6 h and 1 h, with what one failure weighs', async () => {
    // 1000 outcomes in 24 h, 5 failed; 200 in 6 h, 1 failed; 100 in 1 h, none failed. The target lets 1 % fail.
    const card = await pecks([1439, 0, 0], [359, 796, 4], [59, 895, 5], [1, 995, 5]);
    const reported = row(card, 'Pecks');
    expect(reported).to.match(/^● OK: ?Pecks ?50% left ?Target 99%. Agreed 95%./);
    expect(reported).to.include('995 of 1,000 outcomes, 4 samples');
    expect(reported).to.include('6 h: burn 0.5 (a step is 0.5)');
    expect(reported).to.include('1 h: burn 0 (a step is 1)');
    expect(visibleText(card, '[part=chip]')).to.include('Pecks within budget');
  });

  it('warns where it is spent too fast, and is bad where it is spent', async () => {
    const fast = await pecks([1439, 0, 0], [359, 1890, 0], [59, 2090, 0], [1, 2189, 1]);
    expect(row(fast, 'Pecks')).to.match(/^▲ Warning: ?Pecks ?9\d% left.*1 h: burn 1 /);
    fast.remove();
  });

  it('says by how much a budget is overspent', async () => {
    const card = await pecks([1439, 0, 0], [1, 97, 3]);
    expect(row(card, 'Pecks')).to.match(/^■ Bad: ?Pecks ?overspent by 200%/);
    expect(row(card, 'Pecks')).to.include('1 h: 0 of 60 outcomes needed');
    expect(visibleText(card, '[part=chip]')).to.include('Pecks budget spent');
    expect(card).to.have.attribute('tone', 'bad');
  });

  it('withholds all under 60 outcomes', async () => {
    const card = await pecks([1439, 0, 0], [1, 58, 1]);
    expect(row(card, 'Pecks')).to.match(/^○ Unknown: ?Pecks ?too few to tell/);
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('shows the operator’s estimate with its date, and doubts it after a day', async () => {
    const stage = at();
    const card = await stage.card(tag);
    expect(row(card, 'Auth')).to.match(
      /^○ Unknown: ?Auth ?not estimated ?Target 99.9%. Nothing here measures it.$/,
    );
    expect(row(card, 'SMS')).to.include('set targets.sms');
    const acts: unknown[] = [];
    card.addEventListener('mc-action', ({ detail }) => void acts.push(detail.action));
    await estimate(card, 'auth', '99.9', stage);
    expect(row(card, 'Auth')).to.match(
      /^● OK: ?Auth ?99.9% ?.*Estimated by the operator, 2026-03-21 05:40:\d\d UTC\.$/,
    );
    await estimate(card, 'auth', '99.8', stage);
    expect(row(card, 'Auth')).to.match(/^▲ Warning: ?Auth ?99.8%/);
    expect(acts).to.deep.equal(['estimate', 'estimate']);
    await stage.pass(24 * HOUR + 1000, HOUR);
    expect(row(card, 'Auth')).to.match(/^○ Unknown: ?Auth ?99.8%, unverified/);
  });

  it('keeps no nonsense', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await estimate(card, 'sms', '200', stage);
    await estimate(card, 'auth', '-3', stage);
    expect(visibleText(card, '.results')).to.not.include('Estimated by');
  });
});
