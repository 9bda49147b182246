import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { one, visibleText } from './support/read.ts';
import { logRequests } from './support/requests.ts';
import { useStage } from './support/stage.ts';
import type { Logged } from './support/requests.ts';

const tag = 'mc-timeout-risk';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  /** Requests of all routes, a minute apart. */
  const requests = (n: number, ms: number, more: Partial<Logged> = {}): Logged[] =>
    Array.from({ length: n }, (_, index) => ({
      route: index % 2 ? 'status' : 'audit',
      ms,
      ago: (n - index) * 60,
      ...more,
    }));

  it('withholds its figure until there are enough requests', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('Collecting');
    expect(visibleText(card)).to.include('needs 20 requests');
  });

  it('shows the p95 against the timeout on a gauge', async () => {
    const stage = at();
    await logRequests(stage, requests(40, 7000));
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=chip]')).to.include('Medium risk');
    expect(visibleText(card, 'dl')).to.match(/p95 7 s Timeout 10 s 70% used/);
    expect(Number(one(card, '.bar rect').getAttribute('width'))).to.equal(70);
    expect(visibleText(card)).to.match(/own log of the last 24 h.*4\d requests in 40 min, coverage \d+%/);
  });

  it('counts what timed out as at least its timeout', async () => {
    const stage = at();
    await logRequests(stage, [...requests(30, 20), ...requests(6, 10_001, { failure: 'timeout' })]);
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card)).to.include('at least 10 s').and.to.include('6 requests timed out');
  });
});
