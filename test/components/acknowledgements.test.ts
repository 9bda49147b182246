import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { hub } from '../../src/data/hub.ts';
import { until } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-acknowledgements';
const HOUR = 3_600_000;

const tick = async (card: Card, name: string, stage: Stage): Promise<void> => {
  one(card, `input[name=${name}]`).click();
  await stage.pass(10);
};

/** Ticks one, once there is something to tick: some scenarios answer late. */
const prepare = async (card: Card, stage: Stage): Promise<void> => {
  for (let turn = 0; turn < 10 && all(card, '.ticks').length === 0; turn += 1) await stage.pass(2000);
  await tick(card, 'alarms', stage);
};

cardContract({ tag, ageing: true, prepare });

describe(`<${tag}> keeps the checks before a shift`, () => {
  const at = useStage(tag);
  const boxes = (card: Card): string[] =>
    all<HTMLInputElement>(card, '.ticks input').flatMap(({ name, checked }) => (checked ? name : []));
  const row = (card: Card, name: string): string =>
    one(card, `input[name=${name}]`).closest('li')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  /** A stack that is as it should be, at version 42. */
  const calm = (answer: Record<string, unknown>) => ({
    ...answer,
    lambda: { function: 'beak-api', version: '42', invoked_version: '42', region: 'us-east-1' },
    lambda_alias_version: '42',
    lambda_alias_parity: true,
    alarms: [{ name: 'errors', state: 'OK' }],
    release: { function: 'beak-api', alias: 'prod', stable: '42', routing: {}, revision_id: 'rev-1' },
    database: { eggs: 30, ducklings: 20, birth_certificates: 10 },
  });
  const LOG = '- 2026-03-21 05:00 UTC · v42 · prod\n- 2026-03-20 05:00 UTC · v41 · prod';
  const configured = (card: Card, tells: string, log = LOG) =>
    configure(card, at(), { files: { deploy_log: 'DEPLOY-LOG.md' } }, { 'DEPLOY-LOG.md': log }, tells);

  it('ticks and unticks with the time, by keyboard', async () => {
    const stage = at();
    stage.bend = calm;
    const card = await stage.card(tag);
    expect(all(card, '.ticks input')).to.have.length(4);
    expect(visibleText(card, '[part=chip]')).to.include('0 of 4 checked');
    one(card, 'input[name=alarms]').focus();
    await sendKeys({ press: ' ' });
    await stage.pass(10);
    expect(boxes(card)).to.deep.equal(['alarms']);
    expect(row(card, 'alarms')).to.match(/2026-03-21 05:40:0\d UTC/);
    await sendKeys({ press: ' ' });
    await stage.pass(10);
    expect(boxes(card)).to.be.empty;
  });

  it('is fine once all four are ticked, and expires after 12 h', async () => {
    const stage = at();
    stage.bend = calm;
    const card = await stage.card(tag);
    await configured(card, 'The deploy log names it last, too.');
    for (const name of ['deploy', 'previous', 'alarms', 'tables']) await tick(card, name, stage);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('4 of 4 checked');
    await stage.pass(12 * HOUR - 10_000, HOUR);
    expect(boxes(card)).to.have.length(4);
    await stage.pass(12_000);
    expect(boxes(card)).to.be.empty;
    expect(row(card, 'alarms')).to.match(/expired · 2026-03-21 05:40:0\d UTC/);
    expect(visibleText(card, '[part=chip]')).to.include('0 of 4, 4 expired');
    expect(card).to.have.attribute('tone', 'unknown');
    await tick(card, 'alarms', stage);
    expect(boxes(card)).to.deep.equal(['alarms']);
  });

  it('takes a reset back', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await tick(card, 'alarms', stage);
    one(card, '#reset').click();
    await stage.pass(10);
    expect(boxes(card)).to.be.empty;
    expect(one(card, '#undo').ariaLabel).to.equal('Undo the reset');
    one(card, '#undo').click();
    await stage.pass(10);
    expect(boxes(card)).to.deep.equal(['alarms']);
    expect(one(card, '#reset').textContent.trim()).to.equal('Reset');
  });

  it('puts the live evidence beside each check', async () => {
    at().bend = calm;
    const card = await at().card(tag);
    await configured(card, 'The deploy log names it last, too.');
    expect(row(card, 'deploy')).to.include('the alias points to 42');
    expect(row(card, 'previous')).to.include('version 41').and.to.include('by the deploy log');
    expect(row(card, 'alarms')).to.include('1 alarm OK');
    expect(row(card, 'tables')).to.include('30 eggs, 20 ducklings, 10 certificates');
    one(card, 'details').setAttribute('open', '');
    expect(visibleText(card, '.command'))
      .to.include('--function-version 41')
      .and.to.include('--revision-id rev-1');
  });

  it('is not fine while the data says otherwise, whatever was ticked', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...calm(answer), alarms: [{ name: 'errors', state: 'ALARM' }] });
    const card = await stage.card(tag);
    for (const name of ['deploy', 'previous', 'alarms', 'tables']) await tick(card, name, stage);
    expect(card, 'a checklist informs').to.have.attribute('tone', 'info');
    expect(row(card, 'alarms')).to.include('1 alarm active errors.');
  });

  it('warns where the deploy log names another version', async () => {
    at().bend = calm;
    const card = await at().card(tag);
    await configured(card, 'names version 43 last', '- 2026-03-21 05:00 UTC · v43 · prod');
    expect(card).to.have.attribute('tone', 'info');
    expect(row(card, 'previous')).to.include('not known');
    expect(all(card, '.command')).to.be.empty;
  });

  it('shows what was ticked while nothing answers', async () => {
    const stage = at();
    stage.answer = () => new Response('{}', { status: 503 });
    hub().keep(stage.base, tag, { type: 'tick', item: 'alarms' });
    await stage.pass(10);
    const card = await stage.card(tag);
    await until(() => boxes(card).length > 0, 'the tick');
    expect(row(card, 'alarms')).to.include('no answer yet').and.to.not.include('not offered');
  });
});
