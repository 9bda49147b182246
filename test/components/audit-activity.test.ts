import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-audit-activity';
const HOUR = 3_600_000;

cardContract({ tag });

describe(`<${tag}> counts the last 24 h`, () => {
  const at = useStage(tag);
  const iso = (age: number): string => new Date(START - age).toISOString();
  const entry = (event_type: string, age: number) => ({ event_type, timestamp: iso(age) });
  /** Shows the card with an audit of its own. */
  const show = (audit: object): Promise<Card> => {
    const stage = at();
    stage.bend = (answer, route) => (route === 'audit' ? { ...audit } : answer);
    return stage.card(tag);
  };
  /** What stands beside a label. */
  const figure = (card: Card, label: string): string => {
    const row = all(card, 'dl > div').find((div) => div.querySelector('dt')?.textContent.trim() === label);
    return row?.querySelector('dd')?.textContent.replace(/\s+/g, ' ').trim() ?? 'no such figure';
  };
  const covers_from = iso(25 * HOUR);

  it('each category by its event type, and no older than a day', async () => {
    const card = await show({
      covers_from,
      truncated: false,
      entries: [
        entry('duck.signup', HOUR / 2),
        entry('duck.signup', 3 * HOUR),
        entry('duck.signup', 24.5 * HOUR),
        entry('duck.cert_issued', HOUR),
        entry('duck.hatched', HOUR),
        entry('duck.hatched', HOUR),
        entry('duck.peck_requested', HOUR),
        entry('duck.peck_approved', HOUR),
        entry('duck.reported', 30 * HOUR),
      ],
    });
    expect(figure(card, 'Signups')).to.match(/^2 at most 1 in one hour/);
    expect(figure(card, 'Certs')).to.match(/^1 at most 1/);
    expect(figure(card, 'Pecks')).to.match(/^1 /);
    expect(figure(card, 'Reports')).to.match(/^0 /);
    expect(visibleText(card, '[part=chip]')).to.include('7 events in 24 h');
    expect(card).to.have.attribute('tone', 'info');
    expect(all(card, 'svg.spark')).to.have.length(4);
    for (const svg of all(card, 'svg.spark')) expect(svg.querySelectorAll('rect')).to.have.length(24);
  });

  it('says at least where the list may be cut, and draws no hour that it does not reach', async () => {
    const card = await show({
      truncated: true,
      covers_from,
      entries: [entry('duck.signup', HOUR / 4), entry('duck.signup', 1.5 * HOUR)],
    });
    expect(figure(card, 'Signups')).to.match(/^at least 2 since 04:10 UTC; at most 1 in one hour/);
    expect(visibleText(card, '[part=chip]')).to.include('At least 2 events');
    // 04:10 lies within the last hour but one, so two are reached.
    expect(all(card, 'svg.spark rect')).to.have.length(2);
  });

  it('says the zone of tz where it says since when', async () => {
    const stage = at();
    stage.bend = () => ({ entries: [entry('duck.signup', HOUR)] });
    const card = await stage.card(tag, 'tz="Asia/Tokyo"');
    expect(figure(card, 'Signups')).to.match(/since 13:40 (GMT\+9|JST)/);
  });

  it('says of what was never seen that it is not emitted, never zero', async () => {
    const card = await show({ covers_from, entries: [entry('duck.hatched', HOUR)] });
    expect(figure(card, 'Certs')).to.match(/^1 by duck\.hatched; at most 1/);
    for (const label of ['Signups', 'Pecks', 'Reports'])
      expect(figure(card, label)).to.match(/^not emitted by the backend: no duck\.\w+ was seen$/);
    expect(all(card, 'svg.spark')).to.have.length(1);
  });

  it('is calm about a day without events', async () => {
    const card = await show({ covers_from, entries: [entry('duck.signup', 24.5 * HOUR)] });
    expect(card).to.have.attribute('phase', 'empty');
    expect(visibleText(card, '[part=chip]')).to.include('No event in 24 h');
    expect(figure(card, 'Signups')).to.match(/^0 /);
  });

  it('tells of entries without a time, or of the future, and does not count them', async () => {
    const card = await show({
      covers_from,
      entries: [
        entry('duck.signup', HOUR),
        { event_type: 'duck.signup' },
        { event_type: 'duck.signup', timestamp: 'yesterday' },
        entry('duck.signup', -HOUR),
      ],
    });
    expect(figure(card, 'Signups')).to.match(/^at least 1 since /);
    expect(visibleText(card)).to.include('3 entries without a usable time');
  });

  it('forgets with time what has become older than a day, though no answer changed', async () => {
    const stage = at();
    const entries = [entry('duck.signup', 23.9 * HOUR), entry('duck.signup', HOUR)];
    stage.bend = () => ({ entries, covers_from: iso(48 * HOUR), truncated: false });
    const card = await stage.card(tag);
    expect(figure(card, 'Signups')).to.match(/^2 /);
    await stage.pass(15 * 60_000, 10_000);
    expect(figure(card, 'Signups')).to.match(/^1 /);
  });

  it('explains bars only where there are some', async () => {
    at().bend = () => ({ entries: [{ event_type: 'duck.pulse', timestamp: new Date(START).toISOString() }] });
    const card = await at().card(tag);
    expect(visibleText(card)).to.include('1 event in 24 h').and.to.not.include('Each bar');
  });
});
