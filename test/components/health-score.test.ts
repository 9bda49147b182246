import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { one, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Answer } from './support/stage.ts';

const tag = 'mc-health-score';

/** The words of an element alone; of one that is not painted too. */
const text = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
const HOUR = 3_600_000;

cardContract({ tag });

describe(`<${tag}> tells the score and what takes off it`, () => {
  const at = useStage(tag);
  const row = (card: Card, name: string) =>
    [...card.renderRoot.querySelectorAll<HTMLTableRowElement>('tbody tr')]
      .map((tr) => [...tr.cells].map((cell) => text(cell)).join(' '))
      .find((text) => text.startsWith(name));
  const event = (hoursAgo: number) => ({
    event_type: 'duck.pulse',
    timestamp: new Date(START - hoursAgo * HOUR).toISOString(),
  });
  /** Answers with these agents, ducklings and audit. */
  const answers =
    (agents: Answer, ducklings: number | undefined, audit: Answer) =>
    (answer: Answer, route: string): Answer =>
      route === 'audit' ? audit : { ...answer, agents, database: { eggs: 9, ducklings } };
  const fleet = (dead: number, slow: number, total_bonded: number) => ({
    alive: total_bonded - dead - slow,
    dead,
    slow,
    total_bonded,
  });

  it('all is well: nothing is taken off', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('Fleet and audit score 100');
    expect(row(card, 'Dead agents')).to.match(/0 of \d+ 0 of 50$/);
    expect(row(card, 'Audit event')).to.match(/newest \d+ \w+ ago 0 of 15$/);
  });

  it('each part with what it takes', async () => {
    const stage = at();
    stage.bend = answers(fleet(2, 1, 8), 0, { entries: [event(25)] });
    const card = await stage.card(tag);
    // 100 − 12.5 − 2.5 − 15 − 15
    expect(visibleText(card, 'dl.large')).to.match(/^Score 55 of 100/);
    expect(card).to.have.attribute('tone', 'bad');
    expect(row(card, 'Dead agents')).to.match(/2 of 8 12\.5 of 50$/);
    expect(row(card, 'Slow agents')).to.match(/1 of 8 2\.5 of 20$/);
    expect(row(card, 'Ducklings')).to.match(/0 15 of 15$/);
    expect(row(card, 'Audit event')).to.match(/newest 1 d ago 15 of 15$/);
  });

  it('a few dead agents of many are not fine, though the score is high', async () => {
    const stage = at();
    stage.bend = answers(fleet(1, 0, 100), 5, { entries: [event(0)] });
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=chip]')).to.include('Fleet and audit score 99.5');
    expect(card).to.have.attribute('tone', 'warn');
  });

  it('a score reads as no limit that it has not reached', async () => {
    const stage = at();
    // 100 − 50 · 20,001 / 100,000 = 89.9995
    stage.bend = answers(fleet(20_001, 0, 100_000), 5, { entries: [event(0)] });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=chip]')).to.include('Fleet and audit score 89.9');
  });

  it('a range where the audit is not told, and which part is', async () => {
    const stage = at();
    stage.bend = answers(fleet(0, 0, 8), 5, {});
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(card).to.have.attribute('phase', 'unoffered');
    expect(visibleText(card, 'dl.large')).to.match(/Score 85 to 100/);
    expect(text(one(card, '[part=body] > p'))).to.equal(
      'Not known exactly, because this is not told: audit event in 24 h.',
    );
    expect(row(card, 'Audit event')).to.match(/not offered not known, up to 15$/);
  });

  it('no agent dead is none of any fleet, also where nobody counted it', async () => {
    at().bend = answers({ dead: 0, slow: 0 }, 5, { entries: [event(1)] });
    expect(row(await at().card(tag), 'Dead agents')).to.match(/none 0 of 50$/);
  });

  it('a range where the table of ducklings is not told', async () => {
    const stage = at();
    stage.bend = answers(fleet(0, 0, 8), undefined, { entries: [event(1)] });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(row(card, 'Ducklings')).to.match(/not offered not known, up to 15$/);
  });

  it('a list that was cut is enough where its newest event is recent', async () => {
    const stage = at();
    stage.bend = answers(fleet(0, 0, 8), 5, { entries: [event(1)], truncated: true });
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=chip]')).to.include('Fleet and audit score 100');
    expect(card).to.have.attribute('tone', 'ok');
  });

  it('an empty list that covers six hours tells nothing of a day', async () => {
    const stage = at();
    stage.bend = answers(fleet(0, 0, 8), 5, { entries: [], covers_from: event(6).timestamp });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(row(card, 'Audit event')).to.match(/the list does not tell not known, up to 15$/);
  });

  it('a backend that does not say what its audit covers is told of in words', async () => {
    const stage = at();
    stage.bend = answers(fleet(0, 0, 8), 5, { entries: [event(1)] });
    const card = await stage.card(tag);
    expect(visibleText(card)).to.include(
      'This backend does not tell how far back its audit reaches (covers_from, truncated).',
    );
    stage.bend = answers(fleet(0, 0, 8), 5, { entries: [event(1)], covers_from: event(48).timestamp });
    await card.reload();
    await stage.pass(1000);
    expect(visibleText(card)).to.include(
      'This backend does not tell whether its audit was cut short (truncated).',
    );
  });

  it('figures that do not add up are shown as found', async () => {
    const stage = at();
    stage.bend = answers({ alive: 0, slow: 0, dead: 6, total_bonded: 2 }, 5, { entries: [event(1)] });
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=chip]')).to.include('Fleet and audit score 0');
    expect(row(card, 'Dead agents')).to.match(/6 of 2, which does not add up 150 of 50$/);
  });
});
