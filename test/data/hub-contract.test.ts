import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { until } from './page.ts';
import type { field } from '../../src/api/field.ts';
import type { text } from '../../src/api/kinds.ts';
import type {
  SharedClock,
  SharedCollection,
  SharedHub,
  SharedSession,
  SharedSource,
  SharedStore,
  SharedTicker,
} from '../../src/data/hub-contract.ts';
import type { Observer } from '../../src/data/observer.ts';
import type { Spec } from '../../src/data/spec.ts';
import type { Page, settle } from './page.ts';

/** What the frozen module gives; see `test/fixtures/hub-2/README.md`. */
interface Build {
  hub: () => SharedHub;
  Observer: typeof Observer;
  field: typeof field;
  text: typeof text;
}

/** A page on which cards of two builds live. */
interface Shared {
  page: Page;
  older: Build;
  hub: () => SharedHub;
  settle: typeof settle;
}

/** The members that every hub of this version has; those that came later are optional. */
type Needed<T> = { [K in keyof T as T extends Record<K, T[K]> ? K : never]: true };

const MEMBERS = {
  hub: {
    store: true,
    ticker: true,
    cards: true,
    page: true,
    bases: true,
    session: true,
    source: true,
    clock: true,
    log: true,
    records: true,
    keep: true,
    pausedSince: true,
    pause: true,
    forced: true,
    timeTravel: true,
    listenMode: true,
  } satisfies Needed<SharedHub>,
  store: {
    notSaved: true,
    setAside: true,
    get: true,
    getAs: true,
    under: true,
    put: true,
    flush: true,
    listen: true,
    tell: true,
  } satisfies Needed<SharedStore>,
  collection: { prefix: true, loaded: true, values: true, listen: true } satisfies Needed<SharedCollection>,
  session: {
    realm: true,
    listen: true,
    look: true,
    giver: true,
    token: true,
  } satisfies Needed<SharedSession>,
  source: { state: true, watch: true, refresh: true } satisfies Needed<SharedSource>,
  clock: { known: true, offset: true, now: true } satisfies Needed<SharedClock>,
  ticker: { join: true } satisfies Needed<SharedTicker>,
};

type Opened = Window & { opened?: Shared };

/** Opens a page where the hub is that of one build, and cards of both come after it. */
async function open(first: 'older' | 'now'): Promise<{ shared: Shared; close: () => Promise<void> }> {
  const frame = document.createElement('iframe');
  const [older, pageModule, hubModule] = [
    '../fixtures/hub-2/hub.js',
    './page.ts',
    '../../src/data/hub.ts',
  ].map((path) => new URL(path, import.meta.url).href);
  frame.srcdoc = `<script type="module">
    const older = await import('${older}');
    const { hub } = await import('${hubModule}');
    ${first === 'older' ? 'older.hub()' : 'hub()'};
    const { Page, settle } = await import('${pageModule}');
    globalThis.opened = { page: new Page('http://${crypto.randomUUID()}.test', ${Date.now()}), older, hub, settle };
  </script>`;
  document.body.append(frame);
  // The script above sets it.
  const opened = () => {
    const inside: Opened | null = frame.contentWindow;
    return inside?.opened;
  };
  await until('the page of two builds', opened);
  const shared = opened();
  if (!shared) throw new Error('The page has gone.');
  return { shared, close: async () => (await shared.page.leave(), frame.remove()) };
}

const SPEC = { title: 'A', section: 'posture', size: 'small', height: 100 } as const;

for (const first of ['older', 'now'] as const)
  describe(`where the hub of version 2 is of the ${first === 'older' ? 'frozen' : 'present'} build`, () => {
    let shared: Shared;
    let close: () => Promise<void>;
    const stops: (() => void)[] = [];

    beforeEach(async () => {
      ({ shared, close } = await open(first));
    });
    afterEach(async () => {
      for (const stop of stops.splice(0)) stop();
      await close();
    });

    /** A card of the frozen build. */
    function observeOlder(spec: Partial<Spec> = {}): { observer: Observer; reported: sinon.SinonSpy } {
      const { older, page } = shared;
      const reported = sinon.spy();
      const reads = { version: older.field('status.lambda.version', older.text) };
      const place = {
        base: page.base,
        interval: 30_000,
        tag: 'mc-older',
        stateKey: 'mc-a',
        token: undefined,
      };
      const observer = new older.Observer({ ...SPEC, reads, ...spec }, place, reported, () => {});
      stops.push(() => observer.stop());
      return { observer, reported };
    }
    const version = ({ observer }: { observer: Observer }) => {
      const { json } = observer.state().routes.status?.last ?? {};
      return (json as { lambda?: { version?: string } } | undefined)?.lambda?.version;
    };

    it('has every member that both builds use', () => {
      const { hub, older, page } = shared;
      expect(hub()).to.equal(older.hub());
      const shares = hub();
      const things: Record<keyof typeof MEMBERS, object> = {
        hub: shares,
        store: shares.store,
        collection: shares.records(page.base, 'mc-a'),
        session: shares.session(page.base),
        source: shares.source(page.base, 'status'),
        clock: shares.clock(page.base),
        ticker: shares.ticker,
      };
      for (const [name, members] of Object.entries(MEMBERS) as [keyof typeof MEMBERS, object][])
        for (const member of Object.keys(members))
          expect(member in things[name], `${name}.${member}`).to.equal(true);
    });

    it('asks once for cards of both, and each hears what the other’s Refresh has brought', async () => {
      const { page } = shared;
      const cards = [observeOlder(), page.observe()] as const;
      await page.askedTimes(1);
      await page.pass(30);
      expect(page.asked).to.have.length(2);
      for (const [n, card] of cards.entries()) {
        page.answer = () => new Response(`{"lambda":{"version":"${40 + n}"}}`);
        await card.observer.refresh();
        await page.pass(1);
        expect(cards.map(version)).to.eql([String(40 + n), String(40 + n)]);
      }
      expect(cards[0].reported.callCount).to.be.greaterThan(1);
      expect(page.asked).to.have.length(4);
      expect(cards.map(({ observer }) => observer.troubles)).to.eql([[], []]);
    });

    it('tells each of a failure, of its end, and of a pause that the other has asked for', async () => {
      const { page } = shared;
      const cards = [observeOlder(), page.observe()] as const;
      page.answer = () => new Response('{}', { status: 503 });
      await page.askedTimes(1);
      const failures = () => cards.map(({ observer }) => observer.state().routes.status?.failing?.status);
      expect(failures()).to.eql([503, 503]);
      page.answer = () => new Response('{}');
      await cards[1].observer.refresh();
      expect(failures()).to.eql([undefined, undefined]);
      for (const [one, other] of [cards, [...cards].reverse() as [(typeof cards)[0], (typeof cards)[0]]]) {
        one.observer.pause(true);
        await page.pass(1);
        expect(other.observer.state().pausedSince).to.be.a('number');
        other.observer.pause(false);
        await page.pass(1);
        expect(one.observer.state().pausedSince).to.equal(undefined);
      }
    });

    it('keeps what an operator does on a card of either, in order, and both show it', async () => {
      const { page, hub, settle } = shared;
      const logs = [{ name: 'mc-a', title: 'things', events: { add: {} } }] as const;
      const spec = { records: { events: logs[0] } } as unknown as Partial<Spec>;
      const [older, now] = [observeOlder(spec), page.observe(spec)];
      await page.askedTimes(1);
      older.observer.keep({ type: 'add', text: 'one' }, 'mc-a');
      now.observer.keep({ type: 'add', text: 'two' }, 'mc-a');
      older.observer.keep({ type: 'add', text: 'three' }, 'mc-a');
      await settle();
      for (const { observer } of [older, now])
        expect(observer.state().records['mc-a']?.map(({ text: said }) => said)).to.eql([
          'one',
          'two',
          'three',
        ]);
      expect(await hub().store.under(`1/${page.base}/record/mc-a/`)).to.have.length(3);
    });

    it('knows the cards of both, and shows both the moment that the page has travelled to', async () => {
      const { page, hub } = shared;
      const cards = [observeOlder({ page: true }), page.observe({ page: true })] as const;
      await page.askedTimes(1);
      expect(hub().page.map(({ tag }) => tag)).to.eql(['mc-older', 'mc-test']);
      for (const { observer } of cards) expect(observer.state().page).to.have.length(2);
      hub().timeTravel = { base: page.base, at: 1, show: (apiState) => ({ ...apiState, now: 1 }) };
      for (const { observer } of cards) {
        expect(observer.state().now).to.equal(1);
        expect(observer.writable).to.equal(false);
      }
      hub().timeTravel = undefined;
      for (const { observer } of cards) expect(observer.writable).to.equal(true);
    });
  });
