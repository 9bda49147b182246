import { expect } from '@open-wc/testing';
import type sinon from 'sinon';
import { hub } from '../../src/data/hub.ts';
import { Page, settle } from './page.ts';

const json = (body: string, init?: ResponseInit) => new Response(body, init);

describe('a route', () => {
  let page: Page;
  beforeEach(() => (page = new Page()));
  afterEach(() => page.leave());

  const state = (observer: ReturnType<Page['observe']>['observer']) => observer.state().routes.status;

  it('is asked at once, then an interval after the last answer came', async () => {
    page.answer = async () => (await page.clock.tickAsync(4000), json('{}'));
    page.observe();
    await page.askedTimes(1);
    await page.pass(29);
    expect(page.asked).to.eql([0]);
    await page.pass(2);
    expect(page.asked).to.eql([0, 34_000]);
  });

  it('is asked once for many cards, at the smallest interval that one of them wants', async () => {
    page.observe({}, 60);
    const quick = page.observe({}, 10);
    page.observe({}, 300);
    await page.askedTimes(1);
    await page.pass(21);
    expect(page.asked).to.eql([0, 10_000, 20_000]);
    quick.observer.stop();
    await page.pass(10);
    const after = page.asked.length;
    await page.pass(30);
    expect(page.asked).to.have.length(after);
  });

  for (const [random, seconds] of [
    [0, 22.5],
    [0.999, 37.5],
  ] as const)
    it(`is asked again within a quarter of its interval (draw ${random})`, async () => {
      page.observe();
      (Math.random as unknown as sinon.SinonStub).returns(random);
      await page.askedTimes(1);
      await page.pass(45);
      expect(page.asked[1]).to.be.within(seconds * 1000 - 40, seconds * 1000);
    });

  it('is given up after 10 s, and the failure is told with its next try', async () => {
    page.answer = () => new Promise(() => {});
    (fetch as unknown as sinon.SinonStub).callsFake((_url, { signal }: RequestInit) => {
      page.asked.push(page.now);
      return new Promise((_, reject) => signal?.addEventListener('abort', reject));
    });
    const { observer, reported } = page.observe();
    await page.askedTimes(1);
    reported.resetHistory();
    await page.pass(10);
    expect(state(observer)?.failing?.kind).to.equal('timeout');
    expect(reported.called).to.equal(true);
    expect(state(observer)?.due).to.be.greaterThan(Date.now());
  });

  it('backs off with full jitter, up to 5 min, and starts afresh after a good answer', async () => {
    page.answer = () => json('', { status: 500 });
    const { observer } = page.observe({}, 10);
    (Math.random as unknown as sinon.SinonStub).returns(0.999);
    await page.askedTimes(1);
    const waits: number[] = [];
    while (waits.length < 7) {
      waits.push(Math.round(((state(observer)?.due ?? 0) - Date.now()) / 1000));
      await observer.refresh();
      await settle();
    }
    expect(waits).to.eql([20, 40, 80, 160, 300, 300, 300]);
    (Math.random as unknown as sinon.SinonStub).returns(0);
    await observer.refresh();
    expect((state(observer)?.due ?? 0) - Date.now(), 'never a storm').to.equal(1000);
    page.answer = () => json('{}');
    await observer.refresh();
    expect(state(observer)).to.not.have.any.keys('failing', 'due');
  });

  it('waits as long as the server asks, but not for ever', async () => {
    page.answer = () => json('', { status: 503, headers: { 'retry-after': '120' } });
    const { observer } = page.observe();
    await page.askedTimes(1);
    expect((state(observer)?.due ?? 0) - Date.now()).to.equal(120_000);
    await page.pass(119);
    expect(page.asked).to.have.length(1);
    page.answer = () => json('', { status: 429, headers: { 'retry-after': '86400' } });
    await page.pass(2);
    expect(page.asked).to.have.length(2);
    expect((state(observer)?.due ?? 0) - Date.now()).to.be.within(598_000, 600_000);
  });

  it('that refuses for good is asked again at the next tick, no sooner and no later', async () => {
    page.answer = () => json('', { status: 403 });
    page.observe();
    await page.askedTimes(1);
    await page.pass(61);
    expect(page.asked).to.eql([0, 30_000, 60_000]);
  });

  it('keeps its last good value while it fails, and counts the failures', async () => {
    const { observer } = page.observe();
    await page.askedTimes(1);
    page.answer = () => json('<html>', { status: 200 });
    await observer.refresh();
    await page.pass(1);
    await observer.refresh();
    expect(state(observer)?.last?.json).to.eql({ lambda: { version: '1' } });
    expect(state(observer)?.failing).to.include({ kind: 'not-json', count: 2 });
    expect(state(observer)?.failing?.since).to.be.lessThan(state(observer)?.failing?.at ?? 0);
  });

  it('joins a Refresh to the request under way', async () => {
    let answer = (_: Response): void => {};
    page.answer = () => new Promise((resolve) => (answer = resolve));
    const { observer } = page.observe();
    await page.askedTimes(1);
    const both = Promise.all([observer.refresh(), observer.refresh()]);
    await settle();
    answer(json('{}'));
    await both;
    expect(page.asked).to.have.length(1);
  });

  for (const seconds of [1e9, Infinity, NaN, 2 ** 31])
    it(`is asked once, not in a storm, at an interval of ${seconds} s`, async () => {
      page.observe({}, seconds);
      await page.askedTimes(1);
      await page.pass(20);
      expect(page.asked).to.have.length(1);
    });

  it('is asked by the clock: after a sleep once, not as often as was missed', async () => {
    page.observe();
    await page.askedTimes(1);
    page.clock.setSystemTime(Date.now() + 3_600_000);
    await page.pass(31);
    expect(page.asked).to.have.length(2);
  });

  it('goes on being asked when the machine’s clock is set back', async () => {
    page.observe();
    await page.askedTimes(1);
    page.clock.setSystemTime(Date.now() - 3_600_000);
    await page.pass(75);
    expect(page.asked.length).to.be.greaterThan(1);
  });

  it('that could not be reached is asked at once when the network is back', async () => {
    page.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    (Math.random as unknown as sinon.SinonStub).returns(0.9);
    page.observe();
    await page.askedTimes(1);
    dispatchEvent(new Event('online'));
    await page.askedTimes(2);
  });

  it('is asked no more once its last card has gone, but a card that moves asks nothing anew', async () => {
    const first = page.observe();
    await page.askedTimes(1);
    first.observer.stop();
    await page.pass(4);
    const moved = page.observe();
    expect(state(moved.observer)?.last?.json, 'known without a look-up').to.eql({ lambda: { version: '1' } });
    await page.pass(10);
    expect(page.asked).to.have.length(1);
    moved.observer.stop();
    await page.pass(100);
    expect(page.asked).to.have.length(1);
  });

  it('is known from the last visit before it is asked, and not asked while that is fresh', async () => {
    const key = `1/${page.base}/snapshot/status`;
    hub().store.put(key, { json: { lambda: { version: 'kept' } }, at: Date.now() - 10_000 });
    const { observer } = page.observe();
    await settle();
    expect(observer.ready).to.equal(true);
    expect(state(observer)?.last?.json).to.eql({ lambda: { version: 'kept' } });
    await page.pass(19);
    expect(page.asked).to.eql([]);
    await page.pass(2);
    expect(page.asked).to.have.length(1);
    await page.pass(1);
    expect(await hub().store.get(key)).to.have.nested.property('json.lambda.version', '1');
  });

  it('is asked soon though the last visit’s value seems to come from the future', async () => {
    hub().store.put(`1/${page.base}/snapshot/status`, { json: {}, at: Date.now() + 600_000 });
    page.observe();
    await page.pass(40);
    expect(page.asked).to.have.length(1);
  });

  it('keeps the last value of the visit before', async () => {
    const old = { json: { lambda: { version: 'old' } }, at: Date.now() - 86_400_000 };
    hub().store.put(`1/${page.base}/snapshot/status`, old);
    const { observer } = page.observe({ compares: 'visit' });
    await page.askedTimes(1);
    expect(state(observer)?.visit).to.eql(old);
  });

  it('tells a card only when a field that it declares has changed', async () => {
    const { observer, reported } = page.observe();
    await page.askedTimes(1);
    reported.resetHistory();
    await page.pass(31);
    page.answer = () =>
      json('{"lambda":{"version":"1","memory_mb":5},"generated_at":"2026-11-21T07:00:00Z"}');
    await page.pass(31);
    expect([page.asked.length, reported.callCount]).to.eql([3, 0]);
    page.answer = () => json('{"lambda":{"version":"2"}}');
    await page.pass(31);
    expect([page.asked.length, reported.callCount]).to.eql([4, 1]);
    page.answer = () => json('{}');
    await page.pass(31);
    expect([page.asked.length, reported.callCount]).to.eql([5, 2]);
    expect(state(observer)?.before?.json).to.eql({ lambda: { version: '2' } });
  });

  it('tells a card whose values had become too old that they are known again, changed or not', async () => {
    const { reported } = page.observe();
    await page.askedTimes(1);
    page.hide(true);
    await page.pass(300);
    reported.resetHistory();
    page.hide(false);
    await page.askedTimes(2);
    expect(reported.called).to.equal(true);
  });

  it('leaves one sample of its duration for each request, failed or not', async () => {
    const { observer } = page.observe({ logs: ['sd_latency_log'] });
    await page.askedTimes(1);
    page.answer = async () => (await page.clock.tickAsync(250), json('', { status: 500 }));
    await observer.refresh();
    await settle();
    const samples = observer.state().logs.sd_latency_log ?? [];
    expect(samples.map(({ at: _, ...rest }) => rest)).to.eql([
      { route: 'status', ms: 0 },
      { route: 'status', ms: 250, failure: 'http', status: 500 },
    ]);
  });
});
