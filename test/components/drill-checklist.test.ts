import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-drill-checklist';

const tick = async (card: Card, name: string, stage: Stage): Promise<void> => {
  one(card, `input[name=${name}]`).click();
  await stage.pass(10);
};

/** Ticks one, once there is something to tick: some scenarios answer late. */
const prepare = async (card: Card, stage: Stage): Promise<void> => {
  for (let turn = 0; turn < 10 && all(card, '.ticks').length === 0; turn += 1) await stage.pass(2000);
  await tick(card, 'routes', stage);
};

cardContract({ tag, ageing: true, prepare });

describe(`<${tag}> leads through a drill`, () => {
  const at = useStage(tag);
  const row = (card: Card, name: string): string =>
    one(card, `input[name=${name}]`).closest('li')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const dying = (answer: Record<string, unknown>) => ({
    ...answer,
    agents: { alive: 0, slow: 0, dead: 3, total_bonded: 3 },
  });

  it('has five steps, each with its evidence', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, agents: { alive: 3, slow: 0, dead: 0, total_bonded: 3 } });
    hub().keep(stage.base, 'mc-shift-log', { type: 'add', text: 'Quiet' });
    hub().keep(stage.base, 'mc-incident-escalation', { type: 'open', title: 'Dry', tier: 'P1' });
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(all(card, '.ticks input').map((box) => box.getAttribute('name'))).to.deep.equal([
      'status',
      'routes',
      'anomalies',
      'rollback',
      'handover',
    ]);
    expect(row(card, 'status')).to.match(/OK: the status is from/);
    expect(row(card, 'routes')).to.include('4 of 4 routes up');
    expect(row(card, 'handover')).to.include('1 open incident, 1 note in the shift log');
  });

  it('classifies what was found, as the score suggests or as the operator says', async () => {
    const stage = at();
    stage.bend = dying;
    const card = await stage.card(tag);
    expect(row(card, 'anomalies'))
      .to.include('score 92, P0')
      .and.to.include('The score suggests Full Outage.');
    await tick(card, 'anomalies', stage);
    expect(visibleText(card, 'dl.large')).to.include('Classified as Full Outage');
    const select = one<HTMLSelectElement>(card, 'select');
    select.value = 'Degraded';
    select.dispatchEvent(new Event('change'));
    await stage.pass(10);
    expect(visibleText(card, 'dl.large')).to.include('Classified as Degraded');
    expect([...select.options].map(({ value }) => value)).to.deep.equal([
      'Degraded',
      'Partial Outage',
      'Full Outage',
    ]);
  });

  it('says that a route fails, and since how many requests', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.answer = () => new Response('{}', { status: 503 });
    for (let turn = 0; turn < 3; turn += 1) await card.reload();
    // The next try by itself comes after 1 s at the earliest.
    await stage.pass(500);
    expect(row(card, 'status')).to.include('Bad: the status route has failed 3 times in a row HTTP 503.');
    expect(row(card, 'routes')).to.include('0 of 4 routes up');
  });

  it('says what it cannot tell while nothing answers, and is ticked all the same', async () => {
    const stage = at();
    stage.answer = () => new Response('{}', { status: 503 });
    const card = await stage.card(tag);
    expect(row(card, 'status')).to.include('the status route has failed 1 time in a row');
    expect(row(card, 'rollback')).to.include('the version before is not known');
    await tick(card, 'status', stage);
    expect(visibleText(card, '[part=chip]')).to.include('1 of 5 done');
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('is done after five steps, begins anew, and takes that back', async () => {
    const stage = at();
    const card = await stage.card(tag);
    for (const name of ['status', 'routes', 'anomalies', 'rollback', 'handover'])
      await tick(card, name, stage);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('5 of 5 done');
    one(card, '#reset').click();
    await stage.pass(10);
    expect(visibleText(card, '[part=chip]')).to.include('0 of 5 done');
    one(card, '#undo').click();
    await stage.pass(10);
    expect(visibleText(card, '[part=chip]')).to.include('5 of 5 done');
  });
});
