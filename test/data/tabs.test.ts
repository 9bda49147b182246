import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { field } from '../../src/api/field.ts';
import { flag } from '../../src/api/kinds.ts';
import { hub } from '../../src/data/hub.ts';
import { Page, openTab, settle, until } from './page.ts';
import { own } from '../../src/data/spec.ts';
import type { Tab } from './page.ts';

describe('two tabs', () => {
  let page: Page;
  let tab: Tab | undefined;
  beforeEach(() => (page = new Page()));
  afterEach(async () => {
    await tab?.close();
    tab = undefined;
    await page.leave();
  });

  const open = async (missing?: string): Promise<Tab> => (tab = await openTab(page.base, missing));
  const versionIn = (observer: ReturnType<Page['observe']>['observer']) =>
    (observer.state().routes.status?.last?.json as { lambda?: { version?: string } } | undefined)?.lambda
      ?.version;

  /** Lets the same time pass in both. */
  const pass = async (seconds: number): Promise<void> => {
    for (let left = seconds; left > 0; left--) {
      await page.clock.tickAsync(1000);
      await tab?.page.clock.tickAsync(1000);
      await settle();
    }
  };

  it('ask a route once between them, and both know the answer', async () => {
    page.observe();
    await page.askedTimes(1);
    const other = (await open()).page.observe();
    await until('the other tab to know', () => versionIn(other.observer) === '1');
    page.answer = () => new Response('{"lambda":{"version":"2"}}');
    await pass(31);
    await until('the other tab to hear', () => versionIn(other.observer) === '2');
    expect(page.asked).to.have.length(2);
    expect(tab?.page.asked).to.eql([]);
    expect(other.reported.called).to.equal(true);
  });

  it('are asked for as often as the one in more of a hurry wants', async () => {
    page.observe({}, 60);
    await page.askedTimes(1);
    (await open()).page.observe({}, 10);
    await pass(3);
    await pass(20);
    expect(page.asked.length).to.be.within(2, 3);
    expect(tab?.page.asked).to.eql([]);
  });

  it('hand the asking over when the one that asks is hidden', async () => {
    page.observe();
    await page.askedTimes(1);
    (await open()).page.observe();
    await pass(2);
    page.hide(true);
    await pass(35);
    expect(page.asked).to.have.length(1);
    expect(tab?.page.asked).to.have.length(1);
  });

  it('hand the asking over when the one that asks goes', async () => {
    const other = await open();
    other.page.observe();
    await other.page.askedTimes(1);
    page.observe();
    await pass(2);
    expect(page.asked).to.eql([]);
    await other.close();
    tab = undefined;
    await pass(35);
    expect(page.asked).to.have.length(1);
  });

  it('know of a failure alike, and do not storm a backend that fails', async () => {
    page.answer = () => new Response('', { status: 503 });
    page.observe();
    await page.askedTimes(1);
    const other = (await open()).page.observe();
    await pass(60);
    await until('the other tab to know', () => other.observer.state().routes.status?.failing);
    expect(other.observer.state().routes.status?.failing).to.include({ kind: 'http', status: 503 });
    expect(tab?.page.asked).to.eql([]);
  });

  it('pause together', async () => {
    page.observe();
    await page.askedTimes(1);
    const other = (await open()).page.observe();
    await pass(1);
    hub().pause(page.base, true);
    await hub().store.flush();
    await until('the other tab to pause', () => other.observer.state().pausedSince !== undefined);
    await pass(70);
    expect(page.asked).to.have.length(1);
    expect(tab?.page.asked).to.eql([]);
    hub().pause(page.base, false);
    await hub().store.flush();
    await until('the other tab to go on', () => other.observer.state().pausedSince === undefined);
  });

  it('show what the operator keeps in one of them', async () => {
    const { observer } = page.observe({
      records: { own: own({ name: 'mc-a', title: 'looks', events: { add: {} } }) },
    });
    const other = await open();
    await pass(1);
    other.hub.keep(page.base, 'mc-a', { type: 'add', what: 'look at this' });
    await other.hub.store.flush();
    await until('the event', () => observer.state().records['mc-a']?.length === 1);
    expect(observer.state().records['mc-a']?.[0]).to.include({ type: 'add', what: 'look at this' });
  });

  it('lose no sample when each asks a route of its own at the same time', async () => {
    const logs = ['sd_latency_log'] as const;
    const status = page.observe({ logs });
    await page.askedTimes(1);
    const audit = (await open()).page.observe({ logs, reads: { more: field('audit.truncated?', flag) } });
    await tab?.page.askedTimes(1);
    for (let round = 0; round < 5; round++) {
      await Promise.all([status.observer.refresh(), audit.observer.refresh()]);
      await page.clock.tickAsync(100);
      await tab?.page.clock.tickAsync(100);
      await settle();
    }
    await until('the samples', () => (status.observer.state().logs.sd_latency_log ?? []).length === 12);
  });

  it('agree on ages when one of them learns that this machine’s clock is 10 min fast', async () => {
    page.observe();
    await page.askedTimes(1);
    const follower = (await open()).page.observe();
    await until('the other tab to know', () => versionIn(follower.observer) === '1');
    const headers = { date: 'Sat, 21 Nov 2026 06:50:31 GMT' };
    page.answer = () => new Response('{"lambda":{"version":"2"}}', { headers });
    await pass(32);
    await until('the other tab to hear', () => versionIn(follower.observer) === '2');
    const age = () => {
      const { now, routes } = follower.observer.state();
      return now - (routes.status?.last?.at ?? 0);
    };
    await until('the other tab to learn the time', () => age() < 5000);
  });

  it('of which one is a hidden wall screen: it asks, and makes room for one that is seen', async () => {
    page.observe();
    await page.askedTimes(1);
    hub().forced = true;
    page.hide(true);
    await pass(31);
    expect(page.asked).to.have.length(2);
    (await open()).page.observe();
    // Lock and message travel apart, so it may ask once more before it hears of the other.
    await pass(65);
    const here = page.asked.length;
    const there = tab?.page.asked.length ?? 0;
    await pass(35);
    expect(page.asked).to.have.length(here);
    expect(tab?.page.asked).to.have.length(there + 1);
    tab?.page.hide(true);
    await pass(35);
    expect(page.asked).to.have.length(here + 1);
  });

  it('of which one is paused: it takes nothing from a wall screen that polls on', async () => {
    const here = page.observe();
    await page.askedTimes(1);
    const other = await open();
    const wall = other.page.observe();
    await pass(1);
    hub().pause(page.base, true);
    await hub().store.flush();
    await pass(1);
    other.page.answer = () => new Response('{"lambda":{"version":"2"}}');
    other.hub.forced = true;
    await pass(35);
    expect(versionIn(wall.observer)).to.equal('2');
    expect(versionIn(here.observer)).to.equal('1');
  });

  it('of which the one that asks is blocked: one that is seen asks in its place, until that is back', async () => {
    page.observe();
    await page.askedTimes(1);
    const other = await open();
    const { observer } = other.page.observe();
    await other.page.pass(1);
    await until('the other tab to know', () => versionIn(observer) === '1');
    // A dialog or a debugger stops this tab’s time.
    await other.page.pass(90);
    expect(other.page.asked, 'a few missed intervals first').to.eql([]);
    await other.page.pass(60);
    const before = other.page.asked.length;
    expect(before).to.be.within(1, 2);
    await other.page.pass(60);
    expect(other.page.asked.length, 'then as usual').to.equal(before + 2);
    // It is back.
    await page.clock.tickAsync(211_000);
    await settle();
    await pass(5);
    const [here, there] = [page.asked.length, other.page.asked.length];
    await pass(60);
    expect([page.asked.length, other.page.asked.length], 'one poller').to.eql([here + 2, there]);
  });

  it('take no harm from what another script says on their channel', async () => {
    const { observer } = page.observe();
    const errors = sinon.spy();
    addEventListener('error', errors);
    await page.askedTimes(1);
    const follower = (await open()).page.observe();
    await until('the other tab to know', () => versionIn(follower.observer) === '1');
    const channel = new BroadcastChannel('mission-control/2');
    const topic = `${page.base} status`;
    const far = Date.now() + 1e12;
    const last = { json: { lambda: { version: 'forged' } }, at: NaN };
    const bodies: unknown[] = [
      null,
      undefined,
      7,
      'want',
      [],
      {},
      ...[0, -1, NaN, Infinity, -Infinity, null, '5', 1e300, 1].map((want) => ({
        want,
        tab: 'x',
        ask: true,
      })),
      { want: 30_000 },
      { want: 30_000, tab: 7, ask: 1, forced: 'yes' },
      ...[null, 7, 'state', [], { last: 7 }, { last }, { failing: {} }, { failing: null }].map((state) => ({
        state,
        ended: far,
      })),
      { state: { due: far }, ended: far },
      { state: { due: NaN }, ended: NaN },
      { state: { due: -Infinity, restored: false }, ended: Date.now() },
    ];
    for (const body of bodies) channel.postMessage({ topic, body });
    for (const data of [
      null,
      undefined,
      7,
      'kept',
      [],
      {},
      { topic: 'kept' },
      { topic: 'kept', body: [7, null] },
    ])
      channel.postMessage(data);
    channel.postMessage({ topic: 'kept', body: { keys: 1 } });
    await pass(1);
    const before = page.asked.length + (tab?.page.asked.length ?? 0);
    await pass(90);
    const sent = page.asked.length + (tab?.page.asked.length ?? 0) - before;
    // No storm: the shortest interval that a card may have; no silence: its own.
    expect(sent).to.be.within(3, 19);
    expect(versionIn(observer)).to.equal('1');
    expect(versionIn(follower.observer)).to.equal('1');
    expect(errors.callCount).to.equal(0);
    removeEventListener('error', errors);
    channel.close();
  });

  it('each ask for themselves where the browser has no channels', async () => {
    page.observe();
    await page.askedTimes(1);
    const other = await open('BroadcastChannel');
    other.page.observe();
    await pass(35);
    expect(page.asked).to.have.length(2);
    expect(other.page.asked.length).to.be.greaterThan(0);
  });
});
