import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-cloudwatch-alarms';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const HOUR = 3_600_000;
  const reported =
    (...alarms: object[]) =>
    (answer: object) => ({ ...answer, alarms });
  const press = async (card: Card, label: string): Promise<void> => {
    all(card, `button[aria-label="${label}"]`)[0]?.click();
    await at().pass(1000);
  };

  it('tells the state of each alarm, the worst first', async () => {
    const stage = at();
    stage.bend = reported(
      { name: 'fine', state: 'OK', updated_at: '2026-03-21T03:00:00Z' },
      { name: 'loud', state: 'ALARM', metric: 'Errors', threshold: 5 },
    );
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('1 alarm in ALARM');
    expect(visibleText(card, '.results')).to.match(
      /loud in alarm Errors, threshold 5 .*fine OK since 2026-03-21 03:00:00 UTC/,
    );
    expect(all(card, '[part=body] button')).to.be.empty;
  });

  it('is not fine where an alarm has too little data, or is not told of', async () => {
    const stage = at();
    stage.bend = reported({ name: 'new', state: 'INSUFFICIENT_DATA' });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    stage.bend = reported({ name: 'new', state: 'OK' });
    await card.reload();
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'ok');
    await configure(card, stage, { alarms: [{ name: 'lost', condition: '> 1 %' }] }, {}, 'lost');
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '.results')).to.match(/lost not told of/);
  });

  it('lists the usual alarms where none are told, and keeps what the operator saw for a day', async () => {
    const stage = at();
    stage.beak.scenario = 'old-backend';
    const card = await stage.card(tag, 'refresh="3600"');
    const names = ['Lambda errors', 'Lambda duration', 'API Gateway 5xx', 'DynamoDB throttle'];
    expect(all(card, '.results li > span:nth-child(2)').map(({ textContent }) => textContent)).to.deep.equal(
      names,
    );
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('4 alarms unverified');
    for (const name of names) await press(card, `Record that ${name} is OK now`);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('All OK, by hand');
    expect(visibleText(card, '.results')).to.match(/checked by hand 2026-03-21 05:40:\d\d UTC/);
    await press(card, 'Record that Lambda errors is ALARM now');
    expect(card).to.have.attribute('tone', 'bad');
    await stage.pass(24 * HOUR + 60_000, HOUR / 2);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '.results')).to.match(/Lambda errors in alarm, unverified/);
  });

  it('lists the alarms that the site configures', async () => {
    const stage = at();
    stage.beak.scenario = 'old-backend';
    const card = await stage.card(tag);
    await configure(card, stage, { alarms: [{ name: 'pond-level', condition: '< 1 m' }] }, {}, 'pond-level');
    expect(visibleText(card, '.results')).to.match(/pond-level not checked < 1 m/);
    expect(visibleText(card, '[part=chip]')).to.include('1 alarm unverified');
  });
});
