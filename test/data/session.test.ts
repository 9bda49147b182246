import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import { own } from '../../src/data/spec.ts';
import { Page, openTab, settle, until } from './page.ts';
import type { Observer } from '../../src/data/observer.ts';
import type { ScopedToken, TokenGiver } from '../../src/api/token.ts';
import type { Tab } from './page.ts';

const json = (version: string) => new Response(`{"lambda":{"version":"${version}"}}`);
const versionIn = (observer: Observer): unknown => {
  const last = observer.state().routes.status?.last?.json as { lambda: { version: string } } | undefined;
  return last?.lambda.version;
};
const ann = { token: 'a1', scope: 'ann' };
const bob = { token: 'b1', scope: 'bob/of ops' };

describe('whose data it is', () => {
  let page: Page;
  let tab: Tab | undefined;
  let given: string | ScopedToken | undefined;
  /** A page's script is not held to our types. */
  const giver: TokenGiver = () => Promise.resolve(given as string);
  beforeEach(() => {
    page = new Page();
    // Each user is answered something else.
    page.answer = (_, token) => json(token.slice(0, 1) || 'open');
    given = ann;
  });
  afterEach(async () => {
    await tab?.close();
    tab = undefined;
    await page.leave();
  });

  const observe = (token: TokenGiver | undefined = giver, spec = {}) =>
    page.observe(spec, 30, page.base, token);
  const stored = async () => {
    await hub().store.flush();
    return (await hub().store.under('1/')).map(([key]) => key).filter((key) => key.includes(page.base));
  };

  it('is that of the scope which comes with the token, and kept under it', async () => {
    const { observer } = observe();
    await page.askedTimes(1);
    expect(page.tokens).to.eql(['a1']);
    expect(versionIn(observer)).to.equal('a');
    const keys = await stored();
    expect(keys).to.include(`1/@ann/${page.base}/snapshot/status`);
    expect(keys.filter((key) => !key.startsWith('1/@ann/'))).to.eql([]);
  });

  it('stays the same while its token rotates, which is read at each request', async () => {
    const { observer } = observe();
    await page.askedTimes(1);
    given = { token: 'a2', scope: 'ann' };
    await observer.refresh();
    await settle();
    expect(page.tokens).to.eql(['a1', 'a2']);
    expect(observer.state().routes.status?.before).to.not.equal(undefined);
    expect(hub().bases).to.be.greaterThan(0);
  });

  it('is another’s as soon as the giver says so: nothing of the first is shown, sent or mixed', async () => {
    const { observer } = observe();
    await page.askedTimes(1);
    const shown: unknown[] = [];
    page.answer = async (_, token) => {
      shown.push(versionIn(observer));
      await page.clock.tickAsync(500);
      shown.push(versionIn(observer));
      return json(token.slice(0, 1));
    };
    given = bob;
    await page.pass(31);
    await page.askedTimes(2);
    await until('the other user’s value', () => versionIn(observer) === 'b');
    expect(page.tokens).to.eql(['a1', 'b1']);
    expect(shown).to.eql([undefined, undefined]);
    expect(observer.state().routes.status).to.not.have.any.keys('before', 'visit');
    expect(await stored()).to.include.members([
      `1/@ann/${page.base}/snapshot/status`,
      `1/@bob%2Fof%20ops/${page.base}/snapshot/status`,
    ]);
    // And back, to what was kept, at once.
    given = ann;
    await observer.refresh();
    await page.pass(1);
    await until('the first user’s value', () => versionIn(observer) === 'a');
  });

  it('is nobody’s where the page takes its giver back', async () => {
    const { observer } = observe();
    await page.askedTimes(1);
    observer.setOptions({ ...observer.place, token: undefined });
    expect(versionIn(observer)).to.equal(undefined);
    await page.askedTimes(2);
    expect(page.tokens).to.eql(['a1', '']);
    expect(versionIn(observer)).to.equal('open');
  });

  it('is nobody’s where the giver gives no token any more: that is said, and nothing is sent', async () => {
    for (const nothing of [undefined, '', { token: '' }]) {
      for (const first of [ann, 'a1']) {
        given = first;
        const { observer } = observe(() => giver(''));
        const before = page.asked.length;
        await observer.refresh();
        await settle();
        await page.pass(1);
        expect(versionIn(observer)).to.equal('a');
        const after = page.asked.length;
        given = nothing;
        await observer.refresh();
        await page.pass(1);
        expect(versionIn(observer)).to.equal(undefined);
        expect(observer.state().routes.status?.failing?.message).to.match(/No sign-in token for/);
        await page.pass(70);
        expect([before < after, page.asked.length]).to.eql([true, after]);
        observer.stop();
        await page.pass(6);
      }
    }
  });

  it('stays while the giver fails, for it may only have no network', async () => {
    let fails = false;
    const { observer } = observe(() => (fails ? Promise.reject(new Error('no')) : ann));
    await page.askedTimes(1);
    fails = true;
    await observer.refresh();
    await settle();
    expect(versionIn(observer)).to.equal('a');
    expect(observer.state().routes.status?.failing?.kind).to.equal('no-token');
  });

  it('differs between two cards with two tokens on one page; each is asked in its own name', async () => {
    const first = observe(() => ann).observer;
    const second = observe(() => bob).observer;
    const third = observe(() => 'c1').observer;
    const open = page.observe().observer;
    await page.askedTimes(4);
    expect([...page.tokens].sort()).to.eql(['', 'a1', 'b1', 'c1']);
    expect([first, second, third, open].map(versionIn)).to.eql(['a', 'b', 'c', 'open']);
  });

  it('is one user’s for two givers that name the same scope, asked once', async () => {
    const first = observe(() => ann).observer;
    const second = observe(() => ({ token: 'a7', scope: 'ann' })).observer;
    await page.askedTimes(1);
    await page.pass(31);
    expect(page.asked).to.have.length(2);
    expect([first, second].map(versionIn)).to.eql(['a', 'a']);
    // The first one’s user goes: the second’s token is used from then on.
    first.stop();
    await page.pass(31);
    expect(page.tokens.at(-1)).to.equal('a7');
  });

  it('is asked on in the name of those who stay when one giver of two turns to another user', async () => {
    let turned = false;
    const first = observe(() => (turned ? bob : ann)).observer;
    const second = observe(() => ({ token: 'a7', scope: 'ann' })).observer;
    await page.askedTimes(1);
    turned = true;
    const both = (): boolean => versionIn(first) === 'b' && page.tokens.includes('a7');
    // Which of the two is asked first is for locks to say; by the next poll the other has had its turn.
    for (let polls = 0; polls < 3 && !both(); polls += 1) await page.pass(31);
    await until('both values', () => both() && versionIn(second) === 'a');
    expect([...new Set(page.tokens.slice(1))].sort()).to.eql(['a7', 'b1']);
  });

  it('without a scope is the giver’s alone: nothing of it is stored, locked or told, and that is said', async () => {
    const heard: unknown[] = [];
    const channel = new BroadcastChannel('mission-control/2');
    channel.onmessage = ({ data }: MessageEvent) => heard.push(data);
    const logs = ['sd_latency_log'] as const;
    const { observer } = observe(() => 'a1', {
      logs,
      records: { own: own({ name: 'mc-a', title: 'eggs', events: { add: {} } }) },
    });
    page.answer = () =>
      new Response('{"lambda":{"version":"a"}}', { headers: { date: 'Sat, 21 Nov 2026 08:00:00 GMT' } });
    await page.askedTimes(1);
    observer.keep({ type: 'add', what: 'an egg' }, 'mc-a');
    await until('its own event', () => observer.state().records['mc-a']?.length === 1);
    await until('its own log', () => observer.state().logs.sd_latency_log?.length === 1);
    const { held = [], pending = [] } = await navigator.locks.query();
    expect([...held, ...pending].filter(({ name }) => name?.includes(page.base))).to.eql([]);
    await page.pass(31);
    expect(await stored()).to.eql([]);
    expect(JSON.stringify(heard)).to.not.include(page.base);
    channel.close();
    expect(observer.troubles.join(' ')).to.match(/without a scope.*nothing of this card is stored/);
    // Another giver is another user.
    expect(
      observe(() => 'a1', {
        records: { own: own({ name: 'mc-a', title: 'eggs', events: { add: {} } }) },
      }).observer.state().records['mc-a'],
    ).to.eql([]);
  });

  it('holds what an operator wrote too', async () => {
    const { observer } = observe(giver, {
      records: { own: own({ name: 'mc-a', title: 'eggs', events: { add: {} } }) },
    });
    await page.askedTimes(1);
    observer.keep({ type: 'add', what: 'an egg' }, 'mc-a');
    await until('the event', () => observer.state().records['mc-a']?.length === 1);
    given = bob;
    await observer.refresh();
    await page.pass(1);
    await until('the other user', () => versionIn(observer) === 'b');
    expect(observer.state().records['mc-a']).to.eql([]);
    expect((await stored()).filter((key) => key.includes('/record/'))[0]).to.match(/^1\/@ann\/http/);
  });

  it('is known from the last visit only to the user whose it was', async () => {
    const at = Date.now() - 10_000;
    for (const realm of [page.base, `@ann/${page.base}`])
      hub().store.put(`1/${realm}/snapshot/status`, { json: { lambda: { version: realm.slice(0, 4) } }, at });
    await hub().store.flush();
    const { observer } = observe();
    await until('what was kept', () => observer.ready);
    expect(versionIn(observer)).to.equal('@ann');
    expect(page.asked).to.eql([]);
    given = bob;
    await observer.refresh();
    await page.pass(1);
    await until('the other user', () => versionIn(observer) === 'b');
  });

  it('is found out anew by each card that comes, before it shows anything', async () => {
    observe();
    await page.askedTimes(1);
    given = bob;
    const { observer } = observe();
    const seen: unknown[] = [];
    await until('the other user', () => {
      if (observer.ready) seen.push(versionIn(observer));
      page.clock.tick(0);
      return page.asked.length > 1 && versionIn(observer) === 'b';
    });
    expect(seen).to.not.include('a');
  });

  it('is looked up though nothing is asked, as on a paused page', async () => {
    hub().store.put(`1/${page.base}/mode/paused`, { since: Date.now() });
    const snapshot = { json: { lambda: { version: 'kept' } }, at: Date.now() - 10_000 };
    hub().store.put(`1/@ann/${page.base}/snapshot/status`, snapshot);
    await hub().store.flush();
    const { observer } = observe();
    await until('what was kept', () => observer.ready && versionIn(observer) === 'kept');
    expect(page.asked).to.eql([]);
  });

  it('that changes at each asking is no one’s: neither a storm of requests nor of questions', async () => {
    let questions = 0;
    observe(() => (questions++ % 2 ? ann : bob));
    await page.pass(20);
    expect(page.asked).to.have.lengthOf.at.most(4);
    expect(questions).to.be.lessThan(20);
  });

  it('is not shown in another tab with another user, and asked once in one with the same', async () => {
    const { observer } = observe(() => ann);
    await page.askedTimes(1);
    tab = await openTab(page.base);
    const both = tab.page;
    both.answer = page.answer;
    const other = both.observe({}, 30, page.base, () => bob).observer;
    await both.askedTimes(1);
    const same = both.observe({}, 30, page.base, () => ({ token: 'a9', scope: 'ann' })).observer;
    await until('what the other tab knows', () => versionIn(same) === 'a');
    expect(both.tokens).to.eql(['b1']);
    expect([observer, other, same].map(versionIn)).to.eql(['a', 'b', 'a']);
  });
});

describe('a source that nobody watches any more', () => {
  let page: Page;
  beforeEach(() => (page = new Page()));
  afterEach(() => page.leave());

  it('asks nothing while it lingers, be it due, refreshed, back online or shown again', async () => {
    const { observer } = page.observe({}, 5);
    await page.askedTimes(1);
    await page.pass(3);
    observer.stop();
    await observer.refresh();
    dispatchEvent(new Event('online'));
    page.hide(true);
    page.hide(false);
    await page.pass(5);
    expect(page.asked).to.have.length(1);
  });

  it('asks nothing that was about to be asked', async () => {
    let give = (_: string): void => {};
    const { observer } = page.observe(
      {},
      30,
      page.base,
      () => new Promise<string>((resolve) => (give = resolve)),
    );
    await settle();
    observer.stop();
    give('late');
    await page.pass(1);
    const open = page.observe();
    open.observer.stop();
    await page.pass(6);
    expect(page.asked).to.eql([]);
  });
});
