import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { hub } from '../../src/data/hub.ts';
import { configure } from './support/site.ts';
import { until } from './support/quiet.ts';
import { all, injected, one, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Answer, Stage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-deployment-strategy';
const MINUTE = 60_000;
const iso = (at: number): string => new Date(at).toISOString();

/** Enters a strategy as an operator does. */
async function enter(card: Card, stage: Stage, plan: readonly string[]): Promise<void> {
  // A slow backend keeps an operator waiting.
  for (let turn = 0; turn < 30 && all(card, 'form input').length === 0; turn += 1) await stage.pass(1000);
  const inputs = all<HTMLInputElement>(card, 'form input');
  for (const [index, text] of plan.entries()) {
    const input = inputs[index];
    if (!input) throw new Error('a field is missing');
    input.focus();
    input.select();
    await sendKeys(text ? { type: text } : { press: 'Delete' });
  }
  await sendKeys({ press: 'Enter' });
  await stage.pass(10);
}

cardContract({ tag, prepare: (card, stage) => enter(card, stage, ['5', '15', '2']) });

describe(`<${tag}> compares strategies`, () => {
  const at = useStage(tag);
  /** 600 calls a minute over ten minutes. */
  const traffic = {
    from: iso(START - 10 * MINUTE),
    to: iso(START),
    by_version: { 41: { invocations: 5400 }, 42: { invocations: 600 } },
  };
  const show = (release: Answer | undefined): Promise<Card> => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, release });
    return stage.card(tag);
  };
  const rows = (card: Card): string[] =>
    all(card, 'tbody tr').map((row) =>
      [...row.children]
        .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
        .filter(Boolean)
        .join(' '),
    );

  it('all nine, each with its total time and the calls it exposes at the present rate', async () => {
    const card = await show({ traffic, deployment: null });
    expect(rows(card)).to.deep.equal([
      'LambdaAllAtOnce all at once at once 1,800 too late',
      'LambdaCanary10Percent5Minutes 10% at once, all after 5 minutes 5 min 300 180',
      'LambdaCanary10Percent10Minutes 10% at once, all after 10 minutes 10 min 600 180',
      'LambdaCanary10Percent15Minutes 10% at once, all after 15 minutes 15 min 900 180',
      'LambdaCanary10Percent30Minutes 10% at once, all after 30 minutes 30 min 1,800 180',
      'LambdaLinear10PercentEvery1Minute 10% at once, then 10% more every minute 9 min 2,700 360',
      'LambdaLinear10PercentEvery2Minutes 10% at once, then 10% more every 2 minutes 18 min 5,400 240',
      'LambdaLinear10PercentEvery3Minutes 10% at once, then 10% more every 3 minutes 27 min 8,100 180',
      'LambdaLinear10PercentEvery10Minutes 10% at once, then 10% more every 10 minutes 1 h 30 min 27,000 180',
    ]);
    expect(all(card, 'tbody svg')).to.have.length(9);
    expect(visibleText(card)).to.include('600 a minute, as counted from 2026-03-21 05:30:00 UTC');
    expect(visibleText(card, '[part=chip]')).to.include('No deployment runs');
    expect(card).to.have.attribute('tone', 'info');
  });

  it('without traffic the times stay, and the calls are not known', async () => {
    const card = await show({ deployment: null });
    expect(rows(card)[1]).to.match(/5 min not known not known$/);
    expect(visibleText(card)).to.include('Calls are not known');
  });

  it('by the time that an alarm needs, as the configuration has it', async () => {
    const stage = at();
    const card = await show({ traffic, deployment: null });
    await configure(card, stage, { thresholds: { strategy_alarm_minutes: 5 } }, {}, 'alarm after 5 min');
    await stage.pass(1000);
    // Five minutes are just too late for a canary of five: with its end all is shifted.
    expect(rows(card).slice(0, 3)).to.deep.equal([
      'LambdaAllAtOnce all at once at once 3,000 too late',
      'LambdaCanary10Percent5Minutes 10% at once, all after 5 minutes 5 min 300 too late',
      'LambdaCanary10Percent10Minutes 10% at once, all after 10 minutes 10 min 600 300',
    ]);
  });

  const running = {
    id: 'd-1',
    config: 'CodeDeployDefault.LambdaLinear10PercentEvery2Minutes',
    status: 'InProgress',
    shift_started_at: iso(START - 5 * MINUTE),
    from_version: '41',
    to_version: '42',
    weight: 0.3,
    alarms: ['canary-errors'],
  };

  it('draws the running deployment on its curve, with the time that is left', async () => {
    const stage = at();
    const card = await show({ traffic, deployment: running });
    await stage.pass(10);
    expect(visibleText(card, '[part=chip]')).to.include('Step 3 of 10, 30%');
    expect(card).to.have.attribute('tone', 'info');
    const reported = visibleText(card, 'dl');
    expect(reported).to.include('Weight now 30%').and.to.include('by its curve 30%');
    expect(reported).to.match(/3 of 10 40% in (1 min|59 s)/);
    expect(reported)
      .to.match(/All shifted in 1[23] min/)
      .and.to.include('2026-03-21 05:53:00 UTC');
    expect(all(card, 'svg.running line')).to.have.length(1);
    expect(visibleText(card)).to.include('Version 42 takes over from version 41');
    expect(visibleText(card))
      .to.include('It has taken 600 calls so far')
      .and.to.include('Guarded by canary-errors');
    expect(visibleText(card, 'tbody tr:nth-child(7)')).to.include('running now');
    // The step changes by time alone.
    stage.mute = true;
    await stage.pass(MINUTE);
    expect(visibleText(card, '[part=chip]')).to.include('Step 4 of 10, 40%');
    expect(visibleText(card, 'dl')).to.include('4 of 10');
  });

  it('warns of a running deployment that no alarm guards', async () => {
    const card = await show({ traffic, deployment: { ...running, alarms: [] } });
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=chip]')).to.include('no alarm');
    expect(visibleText(card)).to.include('No alarm guards it');
  });

  it('says what it does not know of a running deployment', async () => {
    const stage = at();
    const card = await show({ deployment: { status: 'InProgress', config: 'Mine' } });
    expect(visibleText(card, '[part=chip]')).to.include('A deployment runs');
    expect(visibleText(card)).to.include('none of the predefined ones').and.to.include('Mine');
    expect(all(card, 'svg.running')).to.be.empty;
    const steps = [
      { at_s: 0, weight: 0.5 },
      { at_s: 60, weight: 1 },
    ];
    stage.bend = (answer) => ({ ...answer, release: { deployment: { status: 'Created', steps } } });
    await card.reload();
    await stage.pass(10);
    expect(visibleText(card, '[part=chip]')).to.include('Shift not begun');
    expect(visibleText(card, 'dl')).to.include('none yet').and.to.include('not begun');
    expect(all(card, 'svg.running')).to.have.length(1);
    const late = { status: 'InProgress', steps, shift_started_at: iso(START - 10 * MINUTE) };
    stage.bend = (answer) => ({ ...answer, release: { deployment: late } });
    await card.reload();
    await stage.pass(10);
    expect(visibleText(card, '[part=chip]')).to.include('All shifted, not finished');
    expect(visibleText(card, 'dl')).to.include('due');
  });

  it('tells how the last deployment ended, and when nothing is told', async () => {
    const stage = at();
    const error = { code: 'ALARM_ACTIVE', message: 'The alarm <img src=x onerror=window.pwned=1> went off.' };
    const over = { ...running, status: 'Stopped', finished_at: iso(START - 3 * MINUTE), error };
    const card = await show({ deployment: over });
    await stage.pass(1000);
    expect(visibleText(card)).to.match(/The last one ?, to version 42 by \S+ ?, ended as Stopped 3 min ago/);
    expect(visibleText(card)).to.include('went off');
    expect(injected(card)).to.be.empty;
    stage.bend = (answer) => ({ ...answer, release: {} });
    await card.reload();
    await stage.pass(10);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card)).to.include('does not tell whether a deployment runs');
  });

  it('does not blame the backend before it has answered', async () => {
    const stage = at();
    stage.answer = () => new Response('{}', { status: 503 });
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=chip]')).to.include('No answer yet');
    expect(visibleText(card, '[part=body]'))
      .to.include('nothing was answered yet')
      .and.to.not.include('offered');
    expect(all(card, 'tbody tr')).to.have.length.above(8);
  });

  it('draws a strategy of the operator’s own, keeps it, and takes it back', async () => {
    const stage = at();
    const card = await show({ traffic, deployment: null });
    await enter(card, stage, ['40', '40', '1']);
    // 40 % and 80 % of 600 calls for a minute each, then all for a minute until the alarm.
    expect(rows(card).at(-1)).to.equal(
      'Your own 40% at once, then 40% more every minute 2 min 1,320 too late',
    );
    expect(visibleText(card)).to.include(
      'CodeDeploy can do this: a custom configuration with TimeBasedLinear',
    );
    await stage.pass(1000);
    card.remove();
    await stage.pass(8000);
    const again = await stage.card(tag);
    await until(() => rows(again).length === 10, 'the kept strategy');
    expect(all<HTMLInputElement>(again, 'form input').map(({ value }) => value)).to.deep.equal([
      '40',
      '40',
      '1',
    ]);
    one(again, 'form button[type=button]').click();
    await stage.pass(10);
    expect(rows(again)).to.have.length(9);
    expect(all<HTMLInputElement>(again, 'form input').map(({ value }) => value)).to.deep.equal(['', '', '']);
    expect(again.shadowRoot?.activeElement?.id, 'the focus').to.equal('undo');
    expect(visibleText(again)).to.match(/Removed your own of 40 ?%, then 40 ?% every 1 min\./);
    one(again, '#undo').click();
    await stage.pass(10);
    expect(rows(again)).to.have.length(10);
    expect(all(again, '#undo')).to.be.empty;
    expect(all<HTMLInputElement>(again, 'form input').map(({ value }) => value)).to.deep.equal([
      '40',
      '40',
      '1',
    ]);
  });

  it('says whether CodeDeploy can be told to do it', async () => {
    const stage = at();
    const card = await show({ traffic, deployment: null });
    await enter(card, stage, ['5', '95', '7']);
    expect(visibleText(card)).to.include('TimeBasedCanary, 5% and 7 min');
    await enter(card, stage, ['5', '15', '2']);
    expect(visibleText(card)).to.include('It would have to be shifted by hand');
  });

  const wrong: [plan: string[], says: string][] = [
    [['', '10', '1'], 'a whole number from 1 to 99'],
    [['100', '10', '1'], 'a whole number from 1 to 99'],
    [['10', '0', '1'], 'a whole number from 1 to 99'],
    [['10', '-5', '1'], 'a whole number from 1 to 99'],
    [['10', '1.5', '1'], 'a whole number from 1 to 99'],
    [['10', '10', 'soon'], 'a whole number of minutes, from 1 to 2,880'],
    [['1', '1', '30'], 'would take 2 d 1 h'],
  ];
  for (const [plan, says] of wrong)
    it(`refuses ${JSON.stringify(plan)} in words, and keeps nothing`, async () => {
      const stage = at();
      const card = await show({ traffic, deployment: null });
      await enter(card, stage, plan);
      expect(visibleText(card, 'form')).to.include(says);
      expect(card.shadowRoot?.activeElement).to.have.attribute('aria-invalid', 'true');
      expect(rows(card)).to.have.length(9);
      await enter(card, stage, ['10', '20', '5']);
      expect(visibleText(card, 'form')).to.not.include(says);
      expect(rows(card)).to.have.length(10);
    });

  it('believes no plan that does not fit, wherever it came from', async () => {
    const stage = at();
    hub().keep(stage.base, tag, { type: 'plan', first: 1e9, step: 'x', minutes: null });
    const card = await show({ traffic, deployment: null });
    expect(rows(card)).to.have.length(9);
  });

  it('cannot be changed in a recorded moment, where no time runs', async () => {
    const stage = at();
    const live = await show({ traffic, deployment: running });
    await stage.pass(1000);
    const then = new Date().toISOString();
    await stage.pass(1000);
    live.remove();
    const card = await stage.card(tag, `at="${then}"`);
    await until(() => visibleText(card).includes('takes over'), 'the recorded deployment');
    const reported = visibleText(card, 'dl');
    await stage.pass(5000);
    expect(visibleText(card, 'dl')).to.equal(reported);
    for (const control of all<HTMLInputElement>(card, 'form input, form button'))
      expect(control.disabled, control.outerHTML).to.equal(true);
  });
});
