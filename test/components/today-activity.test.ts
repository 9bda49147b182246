import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import type { Answer } from './support/stage.ts';

const tag = 'mc-today-activity';

cardContract({ tag, ageing: true });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const status =
    (tables: object) =>
    (answer: Answer, route: string): Answer =>
      route === 'status' ? { ...answer, database: tables } : answer;

  it('counts from its first sample of the day, and says that it is not the whole day', async () => {
    const stage = at();
    stage.bend = status({ eggs: 10, ducklings: 5, birth_certificates: 2, peck_requests: 50 });
    const card = await stage.card(tag);
    await stage.pass(1000);
    stage.bend = status({ eggs: 14, ducklings: 5, birth_certificates: 3, peck_requests: 57 });
    await card.reload();
    await stage.pass(1000);
    const body = visibleText(card, '[part=body]');
    expect(body).to.match(/New eggs 4 New ducklings 0 Certificates 1 Peck attempts 7/);
    expect(visibleText(card, '[part=chip]')).to.include('Since 05:40 UTC (first sample today)');
    // The audit tells more of the day than the log does, and says so.
    expect(body).to.match(/Audit events \d+ since 00:00 UTC/);
  });

  it('begins anew at midnight UTC, also in a tab that slept through it', async () => {
    const stage = at();
    stage.bend = status({ eggs: 10 });
    const card = await stage.card(tag, 'tz="Pacific/Auckland"');
    await stage.pass(1000);
    await stage.hide(true);
    stage.clock.tick(19 * 3_600_000);
    stage.bend = status({ eggs: 30 });
    await stage.hide(false);
    await stage.pass(2000);
    // What came while nobody looked may be of yesterday.
    expect(visibleText(card, '[part=body]')).to.match(/New eggs (not known|0)/);
    stage.bend = status({ eggs: 33 });
    await card.reload();
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]')).to.match(/New eggs 3/);
    expect(visibleText(card, '[part=body]')).to.include('2026-03-22 00:00:00 UTC');
  });

  it('counts a table anew that was emptied', async () => {
    const stage = at();
    stage.bend = status({ eggs: 10 });
    const card = await stage.card(tag);
    for (const eggs of [0, 2]) {
      await stage.pass(1000);
      stage.bend = status({ eggs });
      await card.reload();
    }
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]')).to.match(/New eggs 2/);
  });

  it('does not take yesterday’s answer for a day on which nothing came', async () => {
    const stage = at();
    stage.bend = status({ eggs: 10 });
    const card = await stage.card(tag);
    await stage.pass(1000);
    stage.mute = true;
    await stage.hide(true);
    stage.clock.tick(19 * 3_600_000);
    await stage.hide(false);
    await stage.pass(2000);
    expect(visibleText(card, '[part=body]')).to.match(/New eggs not known.*Audit events not known/);
    expect(visibleText(card, '[part=chip]')).to.include('Nothing of today yet');
  });

  it('says which entries it could not count', async () => {
    at().bend = (answer, route) =>
      route === 'audit' ? { entries: [{ event_type: 'duck.pulse', timestamp: 'soon' }] } : answer;
    expect(visibleText(await at().card(tag), '[part=body]')).to.include('Not counted: 1 entry of the audit');
  });
});
