import { expect } from '@open-wc/testing';
import { limitsOf } from '../../src/data/card-limits.ts';
import { NO_SITE } from '../../src/data/site-state.ts';
import { all, visibleText } from './support/read.ts';
import { logRequests } from './support/requests.ts';
import { START, useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { McRouteLatency } from '../../components/route-latency/route-latency.ts';
import type { Card } from '../../src/card/card.ts';
import type { Logged } from './support/requests.ts';

const tag = 'mc-route-latency';

cardContract({ tag });

describe(`<${tag}> judges the newest duration of each route`, () => {
  const at = useStage(tag);
  const ROUTES = ['beak', 'metrics', 'status', 'audit'] as const;
  /** The row of `/beak`, in words. */
  const row = (card: Card): string =>
    all(card, '.results li')[0]?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const fast: Logged[] = ROUTES.map((route) => ({ route, ms: 50, ago: 40 }));

  /** The card over a log, with a backend that says nothing. */
  const over = async (...requests: Logged[]): Promise<Card> => {
    const stage = at();
    stage.mute = true;
    await logRequests(stage, requests);
    return stage.card(tag);
  };

  for (const [ms, reported, tone] of [
    [399, '● OK:/beak399 ms', 'ok'],
    [400, '▲ Warning:/beak400 ms', 'warn'],
    [999, '▲ Warning:/beak999 ms', 'warn'],
    [1000, '■ Bad:/beak1 s', 'bad'],
  ] as const)
    it(`${ms} ms is ${tone}`, async () => {
      const card = await over(...fast, { route: 'beak', ms, ago: 30 });
      expect(row(card)).to.equal(reported);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.match(/Slowest (399 ms|400 ms|999 ms|1 s)$/);
      expect(visibleText(card, 'dl')).to.include('/beak');
    });

  it('measures all four routes by itself', async () => {
    const card = await at().card(tag);
    await at().pass(1000);
    const paths = all(card, '.results li > span:nth-child(2)').map(({ textContent }) => textContent);
    expect(paths).to.deep.equal(['/beak', '/beak/metrics', '/beak/system/status', '/beak/audit']);
    for (const { textContent } of all(card, '.results b')) expect(textContent).to.match(/\d m?s$/);
  });

  it('does not judge what is too old, also when time alone makes it so', async () => {
    const card = await over(...ROUTES.map((route) => ({ route, ms: 50, ago: 115 })));
    expect(card).to.have.attribute('tone', 'ok');
    await at().pass(6000);
    expect(row(card)).to.match(/^○ Unknown:.*50 ms .*Answered 2 min ago: too old to judge\.$/);
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('does not judge a route whose last request failed, and says how', async () => {
    const card = await over(...fast, { route: 'beak', ms: 10_000, failure: 'timeout', ago: 20 });
    expect(row(card)).to.match(/^○ Unknown:\/beak50 ms .*the last request failed: timeout\.$/);
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('leaves out what was sent from a hidden or just woken tab', async () => {
    const card = await over(...fast, { route: 'beak', ms: 9000, disturbed: true, ago: 20 });
    expect(row(card)).to.include('/beak50 ms');
    expect(card).to.have.attribute('tone', 'ok');
  });

  it('says where nothing was measured yet', async () => {
    const card = await over();
    expect(row(card)).to.match(/^○ Unknown:\/beak ?not measured yet$/);
    expect(all(card, '.spark')).to.be.empty;
  });

  it('draws the last 30 requests, with a gap where one failed', async () => {
    const requests = Array.from({ length: 35 }, (_, index): Logged => ({
      route: 'beak',
      ms: 100,
      ago: 90 - index,
      ...(index === 15 && { failure: 'network' }),
    }));
    const card = await over(...requests);
    const points = all(card, '.spark polyline').map((line) => line.getAttribute('points')?.split(' ').length);
    // The first five are not shown; of the thirty left, the eleventh failed.
    expect(points).to.deep.equal([10, 19]);
  });

  it('takes its limits from the configuration', async () => {
    const stage = at();
    // The tag is this class's.
    const card = (await stage.card(tag)) as McRouteLatency;
    const thresholds = { latency_warn: 200, latency_bad: 300 };
    const view = card.view({
      now: START,
      base: stage.base,
      interval: 30_000,
      facts: {},
      then: undefined,
      routes: {},
      logs: { sd_latency_log: ROUTES.map((route) => ({ route, ms: 300, at: START - 1000 })) },
      records: {},
      site: { ...NO_SITE, config: { thresholds } },
      page: [],
      pausedSince: undefined,
      stale: false,
      misfits: [],
      limits: limitsOf(card.spec, thresholds, 30_000).limits,
    });
    expect(view.tone).to.equal('bad');
  });
});
