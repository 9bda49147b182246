import { expect } from '@open-wc/testing';
import '../../components/canary-tracker/canary-tracker.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Answer } from './support/stage.ts';

const tag = 'mc-canary-tracker';

cardContract({ tag });

describe(`<${tag}> tells where a release stands`, () => {
  const at = useStage(tag);

  it('calm: all in sync, nothing running, the last deployment named', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=body]'))
      .to.match(/prod points to 41 Invoked 41 \$LATEST in sync/)
      .and.match(/No deployment is running\. The last one ?, version 40 to 41 ?: Succeeded 1[12] h ago/)
      .and.match(/Code the same/);
    expect(visibleText(card)).to.not.match(/Configured weight|no incident/);
    expect(all(card, 'tbody tr')[0]?.textContent.replace(/\s+/g, ' ')).to.match(/^ ?41 .*prod, \$LATEST/);
  });

  it('a canary: set and observed weight, the step, and why $LATEST is ahead', async () => {
    const stage = at();
    stage.beak.scenario = 'canary-good';
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card, '[part=chip]')).to.include('Shifting 10%');
    const reported = visibleText(card, '[part=body]');
    expect(reported).to.match(
      /Configured weight of 42 10% Observed weight (8|9|1[012])(\.\d)?% of \d,\d+ calls/,
    );
    expect(reported).to.match(/Step 1 of 2, 10% Next step 100% in 2[67] min/);
    expect(reported).to.match(/\$LATEST ahead/);
    expect(reported).to.match(/That is no incident: .*It is published as version 42/);
    const rows = all(card, 'tbody tr').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
    expect(rows[0]).to.match(/^42 .*canary, \$LATEST/);
    expect(rows[1]).to.match(/^41 .*prod/);
    await stage.pass(60_000, 5000);
    expect(visibleText(card, '[part=body]')).to.match(/Next step 100% in 2[56] min/);
  });

  it('a deployment that an alarm has stopped is told with its reason', async () => {
    const stage = at();
    stage.bend = (answer) => ({
      ...answer,
      release: {
        ...(answer['release'] as Answer),
        deployment: {
          id: 'd-1',
          status: 'Stopped',
          from_version: '41',
          to_version: '42',
          finished_at: '2026-03-21T05:38:00Z',
          error: { code: 'ALARM_ACTIVE', message: 'The alarm rang.' },
        },
      },
    });
    const card = await stage.card(tag);
    expect(visibleText(card)).to.match(
      /version 41 to 42 ?: Stopped 2 min ago ?, ALARM_ACTIVE: The alarm rang\./,
    );
    expect(visibleText(card)).to.include('Treat the version as bad');
    expect(visibleText(card, '[part=chip]')).to.include('Stopped by an alarm');
    expect(card).to.have.attribute('tone', 'warn');
  });

  const split = (answer: Answer, canary: number, stable: number, more: Answer = {}): Answer => ({
    ...answer,
    lambda: { function: 'beak-api', version: '42', invoked_version: '42' },
    lambda_alias_version: '42',
    lambda_alias_parity: true,
    release: {
      alias: 'prod',
      stable: '42',
      routing: { 43: 0.1 },
      deployment: null,
      traffic: { by_version: { 42: { invocations: stable }, 43: { invocations: canary } } },
      ...more,
    },
  });

  // Of 1000 calls at 10 %, 100 are expected and 9.5 is one standard deviation: 140 come once in some 30,000 times.
  for (const [canary, stable, tone, says] of [
    [110, 890, 'info', /11% of 1,000 calls.*is within chance/],
    [150, 850, 'warn', /15% of 1,000 calls.*do not follow the weight/],
    [0, 1000, 'warn', /0% of 1,000 calls.*do not follow the weight/],
    [0, 20, 'info', /0% of 20 calls.*is within chance/],
    [0, 0, 'info', /not offered of 0 calls No call was counted yet/],
  ] as const)
    it(`${canary} of ${canary + stable} calls at a set weight of 10%`, async () => {
      const stage = at();
      stage.bend = (answer) => split(answer, canary, stable);
      const card = await stage.card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=body]')).to.match(says);
    });

  it('a weight that has changed within the window is not held against the calls', async () => {
    const stage = at();
    const steps = [0, 1, 2].map((n) => ({ at_s: n * 60, weight: (n + 1) / 10 }));
    const deployment = { id: 'd-1', status: 'InProgress', shift_started_at: '2026-03-21T05:39:00Z', steps };
    stage.bend = (answer) =>
      split(answer, 300, 700, {
        deployment,
        traffic: {
          from: '2026-03-21T05:39:00Z',
          to: '2026-03-21T05:40:00Z',
          by_version: { 42: { invocations: 700 }, 43: { invocations: 300 } },
        },
      });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card)).to.match(/weight has changed within this window/);
    expect(visibleText(card)).to.match(/Step 2 of 3, 20% Next step 30% in/);
  });

  it('an old backend: names what is missing, and judges what is there', async () => {
    const stage = at();
    stage.beak.scenario = 'old-backend';
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=body]')).to.match(/points to 41 Invoked 41 \$LATEST not offered/);
    expect(visibleText(card)).to.match(/release/);
  });

  it('lists versions by their number, however they come, and no more than eight', async () => {
    const stage = at();
    const versions = [9, 10, 2, 1, 11, 3, 4, 5, 6].map((n) => ({ version: String(n) }));
    stage.bend = (answer) => split(answer, 1, 9, { versions });
    const card = await stage.card(tag);
    const first = all(card, 'tbody th').map(({ textContent }) => textContent.trim());
    expect(first).to.deep.equal(['11', '10', '9', '6', '5', '4', '3', '2']);
    expect(visibleText(card)).to.match(/And 1 older version ?\./);
  });
});
