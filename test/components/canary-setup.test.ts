import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, one, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { until } from './support/quiet.ts';
import { START, useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-canary-setup';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const DAY = 86_400_000;
  const box = (card: Card, name: string) => one<HTMLInputElement>(card, `input[name=${name}]`);
  const boxes = (card: Card): (string | null)[] =>
    all(card, 'input').map((input) => input.getAttribute('name'));
  const item = (card: Card, what: RegExp): string =>
    all(card, '.checks li')
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
      .find((text) => what.test(text)) ?? '';
  const deployment = {
    id: 'd-LAST',
    config: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
    status: 'Succeeded',
    from_version: '41',
    to_version: '42',
    alarms: ['beak-errors'],
  };
  const release = {
    alias: 'prod',
    stable: '42',
    routing: {},
    versions: [{ version: '42' }, { version: '41' }, { version: '40' }],
    deployment,
    traffic: { by_version: { 42: { invocations: 10 } } },
  };
  const alarms = ['Errors', 'Duration', 'Throttles'].map((metric) => ({ name: metric, metric }));
  const tell = (part: object | undefined, reported: object[] | undefined = alarms): void => {
    at().bend = (answer) => ({
      ...answer,
      release: part,
      alarms: reported,
      lambda_alias_version: '42',
    });
  };

  it('has thirteen checks: what the data shows is ticked by it, the rest is the operator’s', async () => {
    tell(release);
    const card = await at().card(tag);
    expect(all(card, '.checks li')).to.have.length(13);
    expect(boxes(card)).to.deep.equal([
      'auto-rollback',
      'errors-checked',
      'latency-checked',
      'rollback',
      'stop',
      'targets',
      'environments',
    ]);
    expect(visibleText(card, '.large')).to.match(/6 of 13 6 seen in the data, 0 by hand Open 7/);
    expect(visibleText(card, '[part=chip]')).to.include('6 of 13 in place');
    expect(card, 'nobody knows of the open ones').to.have.attribute('tone', 'unknown');
  });

  it('says what is not in place, by the data', async () => {
    tell(
      {
        ...release,
        stable: '$LATEST',
        deployment: {
          ...deployment,
          config: 'CodeDeployDefault.LambdaAllAtOnce',
          to_version: '43',
          alarms: [],
        },
      },
      alarms.slice(0, 1),
    );
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card, '[part=chip]')).to.include('5 of 13 not in place');
    expect(item(card, /publishes a version/)).to.include('went to 43, which is not among the versions told');
    expect(item(card, /that callers use/)).to.include('points to $LATEST');
    expect(item(card, /Alarms watch/)).to.include('No duration, throttles alarm found.');
    expect(item(card, /in steps/)).to.include('so there was no canary');
    expect(item(card, /are attached/)).to.include('listened to no alarm');
  });

  it('does not take the throttles of a table for those of the function, nor a metric that is not told for none', async () => {
    tell(release, [...alarms.slice(0, 2), { name: 'table', metric: 'ThrottledRequests' }]);
    const card = await at().card(tag);
    expect(item(card, /Alarms watch/)).to.include('No throttles alarm found.');
    tell(release, [...alarms.slice(0, 2), { name: 'table' }]);
    await card.reload();
    await at().pass(10);
    expect(boxes(card)).to.include('alarms');
  });

  it('takes what happened as proof, and its absence as none', async () => {
    tell({ ...release, deployment: { ...deployment, status: 'Stopped', error: { code: 'ALARM_ACTIVE' } } });
    const card = await at().card(tag);
    expect(item(card, /Automatic rollback/)).to.include('An alarm has stopped deployment d-LAST.');
    expect(boxes(card)).to.not.include('auto-rollback');
    expect(boxes(card)).to.include('stop');
    tell({ ...release, deployment: { ...deployment, status: 'Stopped', error: { code: 'MANUAL_STOP' } } });
    await card.reload();
    await at().pass(10);
    expect(item(card, /can be stopped/)).to.include('Deployment d-LAST was stopped by hand.');
    expect(boxes(card)).to.include('auto-rollback');
    expect(boxes(card)).to.not.include('stop');
  });

  it('ticks the way back where the deploy log tells it', async () => {
    tell(release);
    const card = await at().card(tag);
    expect(boxes(card)).to.include('rollback');
    const log = '- 2026-03-21 05:20 UTC · v42 · prod\n- 2026-03-21 05:00 UTC · v40 · prod';
    const site = { files: { deploy_log: 'DEPLOY-LOG.md' } };
    await configure(card, at(), site, { 'DEPLOY-LOG.md': log }, 'by the deploy log');
    expect(item(card, /rollback by hand/)).to.include(
      'Rollback target of version 42 is version 40, by the deploy log.',
    );
    expect(boxes(card)).to.not.include('rollback');
  });

  it('leaves to the operator what a backend does not offer', async () => {
    at().beak.scenario = 'old-backend';
    const card = await at().card(tag);
    expect(boxes(card)).to.have.length(12);
    expect(item(card, /that callers use/)).to.match(/the alias points to version \d+\./);
  });

  it('keeps a tick with its date, takes it back, and is content once all are there', async () => {
    tell(release);
    const card = await at().card(tag, 'refresh="3600"');
    box(card, 'stop').click();
    await at().pass(10);
    expect(visibleText(card, '.large')).to.match(/7 of 13 6 seen in the data, 1 by hand/);
    expect(item(card, /can be stopped/)).to.match(/ticked 2026-03-21 05:40:0\d UTC/);
    box(card, 'stop').click();
    await at().pass(10);
    expect(visibleText(card, '.large')).to.include('6 of 13');
    for (const name of boxes(card)) {
      box(card, name ?? '').click();
      await at().pass(10);
    }
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('13 of 13 in place');
  });

  it('doubts a tick after 90 days, and takes a new one', async () => {
    tell(release);
    const { base } = at();
    const old = START - 90 * DAY;
    const { objects } = await import('../../src/store/database.ts');
    await objects('readwrite', (store) => {
      for (const [check, when] of [
        ['stop', old],
        ['targets', old + DAY],
      ] as const) {
        const id = String(when).padStart(14, '0');
        store.put({ id, at: when, type: 'tick', item: check }, `1/${base}/record/${tag}/${id}`);
      }
    });
    const card = await at().card(tag);
    await until(() => visibleText(card).includes('ticked'), 'the old ticks');
    expect(visibleText(card, '.large')).to.match(
      /7 of 13 6 seen in the data, 1 by hand Open 5 and 1 unverified/,
    );
    expect(item(card, /can be stopped/)).to.match(/ticked 2025-12-21 05:40:00 UTC, unverified/);
    expect(item(card, /one command each/)).to.not.include('unverified');
    box(card, 'stop').click();
    await at().pass(10);
    expect(visibleText(card, '.large')).to.include('8 of 13');
    expect(item(card, /can be stopped/)).to.match(/ticked 2026-03-21/);
  });

  it('lets the configuration set for how long a tick holds', async () => {
    tell(release);
    const card = await at().card(tag, 'refresh="3600"');
    await configure(card, at(), { thresholds: { canary_setup_days: 1 } }, {}, 'it holds for 1 day');
    box(card, 'stop').click();
    await at().pass(10);
    await at().hide(true);
    at().clock.setSystemTime(Date.now() + DAY);
    await at().hide(false);
    await card.reload();
    await at().pass(1000);
    expect(item(card, /can be stopped/)).to.include('unverified');
  });
});
