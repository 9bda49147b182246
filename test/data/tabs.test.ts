import { expect } from '@open-wc/testing';
import { field } from '../../src/api/field.ts';
import { flag } from '../../src/api/kinds.ts';
import { hub } from '../../src/data/hub.ts';
import { Page, openTab, settle, until } from './page.ts';
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
    (observer.known().routes.status?.last?.json as { lambda?: { version?: string } } | undefined)?.lambda
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
    expect(other.told.called).to.equal(true);
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
    await until('the other tab to know', () => other.observer.known().routes.status?.failing);
    expect(other.observer.known().routes.status?.failing).to.include({ kind: 'http', status: 503 });
    expect(tab?.page.asked).to.eql([]);
  });

  it('pause together', async () => {
    page.observe();
    await page.askedTimes(1);
    const other = (await open()).page.observe();
    await pass(1);
    hub().pause(page.base, true);
    await hub().kept.flush();
    await until('the other tab to pause', () => other.observer.known().pausedSince !== undefined);
    await pass(70);
    expect(page.asked).to.have.length(1);
    expect(tab?.page.asked).to.eql([]);
    hub().pause(page.base, false);
    await hub().kept.flush();
    await until('the other tab to go on', () => other.observer.known().pausedSince === undefined);
  });

  it('show what the operator keeps in one of them', async () => {
    const { observer } = page.observe({ records: { own: 'own' } });
    const other = await open();
    await pass(1);
    other.hub.keep(page.base, 'mc-a', { did: 'add', what: 'look at this' });
    await other.hub.kept.flush();
    await until('the deed', () => observer.known().records['mc-a']?.length === 1);
    expect(observer.known().records['mc-a']?.[0]).to.include({ did: 'add', what: 'look at this' });
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
    await until('the samples', () => (status.observer.known().logs.sd_latency_log ?? []).length === 12);
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
      const { now, routes } = follower.observer.known();
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
    await hub().kept.flush();
    await pass(1);
    other.page.answer = () => new Response('{"lambda":{"version":"2"}}');
    other.hub.forced = true;
    await pass(35);
    expect(versionIn(wall.observer)).to.equal('2');
    expect(versionIn(here.observer)).to.equal('1');
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
