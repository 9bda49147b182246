import { expect } from '@open-wc/testing';
import '../../components/route-health/route-health.ts';
import { all, visibleText } from './support/read.ts';
import { logRequests } from './support/requests.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';
import type { Answer } from './support/stage.ts';

const tag = 'mc-route-health';

// A result that has become too old is not judged any more.
cardContract({ tag, ageing: true });

describe(`<${tag}> tells whether each route is up`, () => {
  const at = useStage(tag);
  /** The row of a route, in words. */
  const row = (card: Card, path: string): string =>
    all(card, '.results li')
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
      .find((text) => text.includes(`:${path}`) || text.includes(`: ${path}`)) ?? '';

  it('all four, the probe among them', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(all(card, '.results li > span:nth-child(2)').map(({ textContent }) => textContent)).to.deep.equal([
      '/beak',
      '/beak/metrics',
      '/beak/system/status',
      '/beak/audit',
    ]);
    for (const item of all(card, '.results b')) expect(item.textContent).to.equal('up');
    expect(row(card, '/beak/metrics')).to.match(/Answered (just now|1 s ago); took [\d.]+ ms\.$/);
    expect(visibleText(card, '[part=chip]')).to.include('All 4 routes up');
    expect(card).to.have.attribute('tone', 'ok');
  });

  it('degraded after one failure, down after three, degraded until three answers came', async () => {
    const stage = at();
    const card = await stage.card(tag);
    for (const [answer, tone, reported] of [
      ['bad', 'warn', 'All 4 routes degraded'],
      ['bad', 'warn', 'All 4 routes degraded'],
      ['bad', 'bad', 'All 4 routes down'],
      ['good', 'warn', 'All 4 routes degraded'],
      ['good', 'warn', 'All 4 routes degraded'],
      ['good', 'ok', 'All 4 routes up'],
    ] as const) {
      stage.answer = answer === 'bad' ? () => new Response('{}', { status: 503 }) : undefined;
      await card.reload();
      await stage.pass(100);
      expect(card, reported).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(reported);
    }
  });

  it('goes on to say that all is down, long after the last good answer', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.beak.scenario = 'down';
    await stage.pass(6 * 60_000, 5000);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('All 4 routes down');
    expect(row(card, '/beak/audit')).to.match(
      /^■ Bad: ?\/beak\/audit ?down ?Failed .* in a row since 2026-03-21 05:4\d/,
    );
  });

  it('names the one route that fails, and how', async () => {
    const stage = at();
    // An array is JSON, but no answer of the Beak.
    stage.bend = (answer, route) => (route === 'audit' ? ([] as unknown as Answer) : answer);
    const card = await stage.card(tag);
    await stage.pass(100);
    expect(row(card, '/beak/audit')).to.match(/degraded ?Failed .*: not the contract; 1 failure in a row/);
    expect(visibleText(card, '[part=chip]')).to.include('/beak/audit degraded');
  });

  it('says that a slow answer is slow', async () => {
    const stage = at();
    stage.beak.scenario = 'slow';
    const card = await stage.card(tag);
    await stage.pass(9000);
    // The clock of the test does not move within a request, so what took long is written into the log.
    await logRequests(stage, [{ route: 'beak', ms: 1000, ago: -9 }]);
    expect(row(card, '/beak')).to.match(/^▲ Warning: ?\/beak ?degraded/);
  });
});
