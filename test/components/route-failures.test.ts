import { expect } from '@open-wc/testing';
import { quiet } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { logRequests } from './support/requests.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';
import type { Logged } from './support/requests.ts';

const tag = 'mc-route-failures';

/** Makes every route fail, and lets those that can answer again. */
const prepare = async (card: Card, stage: Stage): Promise<void> => {
  // Some scenarios answer late, and a request that is under way is joined.
  await stage.pass(4000);
  stage.answer = () => new Response('{}', { status: 503 });
  void card.reload();
  await stage.pass(1000);
  stage.answer = undefined;
  void card.reload();
  await stage.pass(4000);
};

cardContract({ tag, prepare });

describe(`<${tag}> keeps a journal of failures`, () => {
  const at = useStage(tag);
  const ok = (ago: number): Logged => ({ route: 'beak', ms: 50, ago });
  const bad = (ago: number, more: Partial<Logged> = {}): Logged => ({
    route: 'beak',
    ms: 50,
    failure: 'http',
    status: 503,
    ago,
    ...more,
  });
  /** The entries, in words. */
  const entries = (card: Card): string[] =>
    all(card, '.results li').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  /** The card over a log, with a backend that says nothing. */
  const over = async (...requests: Logged[]): Promise<Card> => {
    const stage = at();
    stage.mute = true;
    await logRequests(stage, requests);
    return stage.card(tag);
  };

  it('says so when there is none, with what it knows that by', async () => {
    const card = await at().card(tag);
    await at().pass(1000);
    expect(card).to.have.attribute('tone', 'ok');
    expect(card).to.have.attribute('phase', 'empty');
    expect(visibleText(card, '[part=chip]')).to.include('No failure');
    expect(visibleText(card, '[part=body]'))
      .to.include('No request of this browser has failed')
      .and.to.match(/this browser’s own log: 4 requests since 2026-03-21 05:40:00 UTC, coverage 100%/);
  });

  it('is not silenced by the very failures that it tells of', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await stage.pass(1000);
    stage.answer = () => new Response('{}', { status: 503 });
    await stage.pass(400_000, 5000);
    expect(card, 'a journal informs').to.have.attribute('tone', 'info');
    expect(visibleText(card, '[part=chip]')).to.include('4 routes are failing').and.to.not.include('Too old');
  });

  it('and is not reassured by an empty log', async () => {
    const card = await over();
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=body]')).to.include('has logged no request yet');
  });

  it('tells when, which endpoint, what failed and how long it lasted, the newest first', async () => {
    const card = await over(
      ok(4000),
      bad(3600, { route: 'audit', failure: 'timeout' }),
      ok(3570),
      { ...ok(3510), route: 'audit' },
      bad(300),
      bad(270),
      bad(240, { failure: 'network' }),
      ok(200),
    );
    // The test begins at 05:40:00 UTC.
    expect(entries(card)).to.deep.equal([
      '◇ Info:/beakHTTP 503, network or CORS 2026-03-21 05:35:00 UTC · 3 requests · lasted 1 min 40 s',
      '◇ Info:/beak/audittimeout 2026-03-21 04:40:00 UTC · lasted 1 min 30 s',
    ]);
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card, '[part=chip]')).to.include('2 failures, none now');
  });

  it('tells the times in the zone of the card', async () => {
    const stage = at();
    stage.mute = true;
    await logRequests(stage, [bad(60), ok(30)]);
    const card = await stage.card(tag, 'tz="Asia/Tokyo"');
    expect(entries(card)[0]).to.match(/2026-03-21 14:39:00 (GMT\+9|JST) · lasted 30 s/);
  });

  for (const [times, tone, mark] of [
    [1, 'warn', '▲ Warning'],
    [2, 'warn', '▲ Warning'],
    [3, 'bad', '■ Bad'],
  ] as const)
    it(`still failing after ${times} in a row is ${tone}`, async () => {
      const card = await over(ok(200), ...[120, 90, 60].slice(0, times).map((ago) => bad(ago)));
      expect(entries(card)[0])
        .to.include(`${mark}:/beakHTTP 503`)
        .and.to.include('still failing, began 2 min ago');
      expect(card).to.have.attribute('tone', 'info');
      expect(visibleText(card, '[part=chip]')).to.include('1 route is failing');
    });

  it('makes up no end that it did not see, also when time alone hides it', async () => {
    const card = await over(bad(930), bad(893));
    expect(entries(card)[0]).to.include('still failing');
    await at().pass(8000);
    expect(entries(card)[0]).to.match(
      /lasted at least 37 s, end not seen: this browser did not ask after 2026-03-21 05:25:07 UTC$/,
    );
    expect(card).to.have.attribute('tone', 'info');
  });

  it('counts no failure of a hidden or just woken tab, and says how many there were', async () => {
    const card = await over(ok(90), bad(60, { disturbed: true }), bad(30, { disturbed: true }));
    expect(entries(card)).to.be.empty;
    expect(visibleText(card, '[part=body]')).to.include('Not counted: 2 failures while the tab was hidden');
  });

  it('shows ten at first, and the rest on request', async () => {
    const card = await over(
      ...Array.from({ length: 12 }, (_, index) => [bad(900 - 60 * index), ok(870 - 60 * index)]).flat(),
    );
    expect(entries(card)).to.have.length(10);
    const button = one(card, '[part=body] button');
    expect(button.textContent.trim()).to.equal('Show all 12');
    button.click();
    await card.updateComplete;
    expect(entries(card)).to.have.length(12);
    expect(entries(card)[11]).to.include('05:25:00');
    expect(button).to.have.attribute('aria-expanded', 'true');
    button.click();
    await card.updateComplete;
    expect(entries(card)).to.have.length(10);
  });

  it('writes what fails before the eyes of the operator', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.answer = () => new Response('{}', { status: 500 });
    await card.reload();
    await quiet();
    expect(entries(card)).to.have.length(4);
    expect(visibleText(card, '[part=chip]')).to.include('4 routes are failing');
  });
});
