import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/card/provider.ts';
import { capture } from '../../src/data/pack.ts';
import { eventLogs } from '../../src/data/event-logs.ts';
import { logShapes } from '../../src/data/log-shapes.ts';
import { maskPack } from '../../src/data/pack-read.ts';
import { readPackText } from '../../src/data/pack-read.ts';
import { NO_SITE } from '../../src/data/site-state.ts';
import { exportStore } from '../../src/store/export.ts';
import { importText } from '../../src/store/import.ts';
import { Store } from '../../src/store/store.ts';
import { all, faults, visibleText } from '../components/support/read.ts';
import { START, useStage } from '../components/support/stage.ts';
import { until } from '../components/support/quiet.ts';
import { deleteOwn, ownName, redirect } from './database.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from '../components/support/stage.ts';

/** What version 0.1.0 left behind; see `test/fixtures/0.1.0/README.md`. */
async function left(name: 'database' | 'export' | 'pack'): Promise<unknown> {
  const module: { default: unknown } = await import(`../fixtures/0.1.0/${name}.json`);
  return module.default;
}

const [one, two] = ['https://api.example.com', 'https://eu.example.com'];
type Entries = [key: string, value: unknown][];
type Told = Record<string, unknown>;

/** What is in the key of an entry that belongs to a backend: its kind, and the name of its list. */
function partsOf(key: string): { base: string; kind: string; name: string } {
  const {
    base = '',
    kind = '',
    name = '',
  } = /^1\/(?<base>https:\/\/[^/]+)\/(?<kind>\w+)\/(?<name>.+?)(?:\/[\d-]+[^/]*)?$/.exec(key)?.groups ?? {};
  return { base, kind, name };
}

/** An operator event without regard to what the member is called that says what was done: 0.1.0 called it `did`. */
function plain(value: unknown): unknown {
  const { did, type = did, ...rest } = value as Told;
  return { ...rest, type };
}

/** The entries by key; operator events as {@link plain} has them. */
const byKey = (entries: Entries): Told =>
  Object.fromEntries(
    entries.map(([key, value]) => [key, partsOf(key).kind === 'record' ? plain(value) : value]),
  );

/** The samples of a chunk in an order of their own, whichever was written first. */
const ordered = (chunk: unknown[]): unknown[] =>
  [...chunk].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** The operator events, or the samples, of one backend by the names of their lists. */
function listsOf(entries: Entries, wanted: string, kind: 'record' | 'log'): Record<string, unknown[]> {
  const lists: Record<string, unknown[]> = {};
  for (const [key, value] of entries) {
    const parts = partsOf(key);
    // Beside the chunks of a log lies their index.
    if (parts.base !== wanted || parts.kind !== kind || (kind === 'log' && !Array.isArray(value))) continue;
    const list = (lists[parts.name] ??= []);
    if (Array.isArray(value)) list.push(...(value as unknown[]));
    else list.push(plain(value));
  }
  return lists;
}

/** A database as 0.1.0 made it, in place of the one that today's code will open. */
const fill = (entries: Entries): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(ownName, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore('kept');
      for (const [key, value] of entries) store.put(value, key);
    };
    request.onsuccess = () => resolve(request.result.close());
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });

/** What cards of the first backend have to show of it. */
const SHOWN: Record<string, RegExp[]> = {
  'mc-todos': [
    /2 of 5 done/,
    /Feed the ducks.*Count the eggs.*Mend the fence/,
    /Ask for more mail quota done/,
  ],
  'mc-shift-log': [
    /2 notes/,
    /A fox was seen\./,
    /All quiet\. The pond is <b>calm<\/b>\./,
    /Removed the note of/,
  ],
  'mc-watchlist': [/3 of 5 pinned/, /duck-0001/, /cert-0002/, /=1\+1/, /Removed duck-0003/],
  'mc-governance-actions': [
    /CHG-7 for version 42 : Faster certificates/,
    /approved 2026-03-21 05:23:31 UTC by Release lead/,
    /Hatching day/,
    /9 records/,
    /CHG-8/,
    /copied/,
  ],
  'mc-incident-mode': [/On · P1/, /The alias points elsewhere/],
  'mc-incident-banner': [/P1 · The alias points elsewhere/, /On since 2026-03-21 05:39:35 UTC/],
  'mc-incident-escalation': [/1 open · P1/, /Mail is late/, /The quota was raised/, /Ducklings are cold/],
  'mc-comms-plan': [/Last told: Customers , Acknowledge/, /Drake/, /We are looking into late mails\./],
  'mc-acknowledgements': [/1 of 4/, /2026-03-21 05:23:29 UTC/],
  'mc-drill-checklist': [/2 of 5 done/, /Classified as Degraded/],
  'mc-env-diff': [/the baseline of 2026-03-21 05:23:2\d UTC/],
  'mc-failure-budget': [/99\.5/],
  'mc-auth-dependencies': [/● OK : Turnstile works Recorded by the operator/, /AgentMail does not work/],
  'mc-deployment-strategy': [/Your own: .*5/],
  'mc-latency-history': [/\/beak\/metrics/],
  'mc-anomaly-history': [/alias/i],
};

/** A card on a stage. */
function cardOf({ place }: Stage, tag: string): Card {
  const card = place.querySelector<Card>(tag);
  if (!card) throw new Error(`There is no <${tag}>.`);
  return card;
}

/** What cards have to show of a moment of the last hour, of which 0.1.0 kept the answers. */
const PAST: [tag: string, at: string, wanted: RegExp[]][] = [
  ['mc-sandbox-checklist', '05:29:05', [/ticked 2026-03-21 05:28:59 UTC/]],
  ['mc-cloudwatch-alarms', '05:30:12', [/OK : beak-api-errors OK checked by hand 2026-03-21 05:30:08 UTC/]],
  ['mc-cache-health', '05:30:12', [/I2J3K4EXAMPLE/]],
  ['mc-canary-setup', '05:30:12', [/ticked 2026-03-21 05:30:09 UTC/]],
  ['mc-alias-drift', '04:29:40', [/drift/i]],
];

/** Waits until a card says all that is wanted. */
async function says({ clock }: Stage, card: Card, wanted: readonly RegExp[]): Promise<void> {
  for (const each of wanted)
    await until(
      () => {
        // What a card has loaded it shows in a turn of its own.
        clock.tick(1);
        return each.test(visibleText(card));
      },
      `${String(each)} on <${card.localName}>, which says ${visibleText(card)}`,
      2000,
    );
  expect(faults(card)).to.be.empty;
}

describe('what version 0.1.0 left behind', () => {
  let dump: Entries = [];

  before(async () => {
    dump = (await left('database')) as Entries;
    await deleteOwn();
    await fill(dump);
    redirect();
    await Promise.all(
      [...Object.keys(SHOWN), ...PAST.map(([tag]) => tag)].map((tag) => {
        const name = tag.slice('mc-'.length);
        return import(`../../components/${name}/${name}.ts`);
      }),
    );
  });
  before(() => import('../../components/comms-plan/messages.ts'));
  after(() => sinon.restore());

  describe('its database', () => {
    const at = useStage('mc-todos');

    it('is read with every entry as it was', async () => {
      expect(dump).to.have.length.above(250);
      const { entries } = await exportStore(new Store(), START);
      expect(byKey(Object.entries(entries))).to.deep.equal(byKey(dump));
    });

    for (const [base, events, samples] of [
      [one, 80, 250],
      [two, 30, 40],
    ] as const)
      it(`gives every operator event and every sample of ${base}`, async () => {
        const moment = { base, now: START + 60_000, interval: 30_000, routes: {}, site: NO_SITE };
        const { records, logs } = await capture(moment);
        const [wantedEvents, wantedSamples] = [listsOf(dump, base, 'record'), listsOf(dump, base, 'log')];
        const told = Object.entries(records).map(([name, list = []]) => [name, list.map(plain)]);
        expect(Object.fromEntries(told)).to.deep.equal(wantedEvents);
        const grown = Object.entries(logs).filter(([, list]) => list.length > 0);
        expect(Object.fromEntries(grown)).to.deep.equal(wantedSamples);
        expect(Object.values(wantedEvents).flat()).to.have.length.above(events);
        expect(Object.values(wantedSamples).flat()).to.have.length.above(samples);
      });

    for (const [tag, wanted] of Object.entries(SHOWN))
      it(`means the same to <${tag}>`, async () => {
        const stage = at();
        await says(stage, await stage.show(`<${tag} api-base="${one}"></${tag}>`), wanted);
      });

    for (const [tag, time, wanted] of PAST)
      it(`means the same to <${tag}> as it was at ${time}`, async () => {
        const stage = at();
        stage.files['mission-control.json'] = JSON.stringify({ alarms: [{ name: 'beak-api-errors' }] });
        const place = `api-base="${one}" config="/mission-control.json" at="2026-03-21T${time}Z"`;
        await says(stage, await stage.show(`<${tag} ${place}></${tag}>`), wanted);
      });

    it('means the same to the cards of another backend, and of a name of their own', async () => {
      const list = async (markup: string) =>
        all(await at().show(markup), 'li label > span > span').map((each) => each.textContent);
      const own = await list(`<mc-todos api-base="${two}"></mc-todos>`);
      expect(own).to.have.members(['Feed the ducks', 'Count the eggs', 'Mend the fence']);
      expect(await list(`<mc-todos api-base="${two}" state-key="team/night"></mc-todos>`)).to.deep.equal(own);
      expect(await list(`<mc-todos api-base="${one}" state-key="team/night"></mc-todos>`)).to.be.empty;
    });

    it('still holds the pack that was opened there', async () => {
      const stage = at();
      await stage.show(`<mc-provider pack="kept:handoff-early"><mc-todos></mc-todos></mc-provider>`);
      await says(stage, cardOf(stage, 'mc-todos'), [/1 of 2 done/, /Ask for more mail quota/]);
    });
  });

  describe('its pack', () => {
    const at = useStage('mc-todos');

    it('opens with every operator event, log and answer that it holds', async () => {
      const raw = (await left('pack')) as {
        records: Record<string, unknown[]>;
        logs: Record<string, unknown[]>;
        past: Record<string, unknown[]>;
        now: number;
      };
      const opened = readPackText(JSON.stringify(raw), 'pack.json');
      const events = Object.entries(opened.records).map(([name, list = []]) => [name, list.map(plain)]);
      expect(Object.fromEntries(events)).to.deep.equal(listsOf(dump, one, 'record'));
      const inOrder = (lists: object) =>
        Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, ordered(list as unknown[])]));
      expect(inOrder(opened.logs)).to.deep.equal(inOrder(raw.logs));
      expect(opened).to.include({ base: one, now: raw.now });
      expect(opened.pausedSince).to.be.a('number');
      expect(opened.routes.status?.last?.json).to.be.an('object');
      expect(Object.keys(opened.past)).to.have.members(Object.keys(raw.past));
      for (const [route, list] of Object.entries(raw.past))
        expect(Object.entries(opened.past)).to.deep.include([route, list]);
    });

    it('is shown by the cards', async () => {
      const stage = at();
      stage.files['pack.json'] = JSON.stringify(await left('pack'));
      const tags = ['mc-todos', 'mc-shift-log', 'mc-governance-actions', 'mc-incident-mode', 'mc-watchlist'];
      const cards = tags.map((tag) => `<${tag}></${tag}>`).join('');
      await stage.show(`<mc-provider pack="/pack.json">${cards}</mc-provider>`);
      for (const tag of tags) await says(stage, cardOf(stage, tag), SHOWN[tag] ?? []);
      expect(stage.asked).to.be.empty;
    });
  });

  describe('its export', () => {
    it('is taken into an empty browser with nothing left out, but for what belongs to a machine', async () => {
      await deleteOwn();
      const store = new Store();
      const text = JSON.stringify(await left('export'));
      const report = await importText(store, text, {
        base: one,
        now: () => START,
        events: eventLogs,
        logs: logShapes,
        pack: maskPack,
      });
      await store.flush();
      for (const sentence of report.leftOut) expect(sentence).to.match(/mode belongs|offset belongs/);
      expect(report.settings).to.include('"theme":"dark"');
      // What belongs to a machine does not travel; the index of the past is made anew, and a log is put in order.
      const ours = (list: Entries): Told =>
        byKey(
          list
            .filter(([key]) => !/\/(mode\/paused|skew|past\/index)$/.test(key))
            .map(([key, value]) => [key, Array.isArray(value) ? ordered(value) : value]),
        );
      const { entries } = await exportStore(store, START);
      expect(ours(Object.entries(entries))).to.deep.equal(ours(dump));
    });
  });
});
