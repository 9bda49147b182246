import { expect } from '@open-wc/testing';
import { limitsOf } from '../../src/data/card-limits.ts';
import { hub } from '../../src/data/hub.ts';
import { NO_SITE } from '../../src/data/site-state.ts';
import { quiet, until } from './support/quiet.ts';
import { all, visibleText } from './support/read.ts';
import { logRequests } from './support/requests.ts';
import { START, useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { McApiHealth } from '../../components/api-health/api-health.ts';
import type { Card } from '../../src/card/card.ts';
import type { Answer, Stage } from './support/stage.ts';

const tag = 'mc-api-health';

// A result that has become too old is not judged any more.
cardContract({ tag, ageing: true });

describe(`<${tag}> tells how the polled routes stand`, () => {
  const at = useStage(tag);
  const ROUTES = ['status', 'metrics', 'audit'] as const;
  /** The row of a route, in words. */
  const row = (card: Card, path: string): string =>
    all(card, '.results li')
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
      .find((text) => text.includes(path)) ?? '';
  const paths = (card: Card): string[] =>
    all(card, '.results li > span:nth-child(2)').map(({ textContent }) => textContent);

  /** A last good answer of each route, and the time it took, as an earlier visit kept them. */
  const remember = async (stage: Stage, ago: number, ms: number): Promise<void> => {
    for (const route of ROUTES)
      hub().store.put(`1/${stage.base}/snapshot/${route}`, { json: {}, at: START - ago * 1000 });
    await logRequests(
      stage,
      ROUTES.map((route) => ({ route, ms, ago })),
    );
  };

  it('one by one: last result, latency, failures in a row, next try', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await stage.pass(10_000);
    expect(paths(card)).to.deep.equal(['/beak/system/status', '/beak/metrics', '/beak/audit']);
    // Asked at 05:40:00, and again 25 % later than after 30 s at the latest.
    for (const path of paths(card))
      expect(row(card, path)).to.match(
        /^● OK: ?\S+ ?answered (9|1\d) s ago Took [\d.]+ m?s\. No failures in a row\. Next try by 05:40:3[78] UTC\.$/,
      );
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('All 3 routes answer');
  });

  it('counts failures in a row: a warning at first, bad from three', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.answer = () => new Response('{}', { status: 503 });
    for (const [tone, reported] of [
      ['warn', '1 failure'],
      ['warn', '2 failures'],
      ['bad', '3 failures'],
    ] as const) {
      await card.reload();
      await quiet();
      expect(card).to.have.attribute('tone', tone);
      expect(row(card, '/beak/metrics'))
        .to.include('HTTP 503')
        .and.to.match(new RegExp(`${reported} in a row, since 2026-03-21 05:40:0\\d UTC`))
        .and.to.match(/Next try (in \d|now)/);
    }
    expect(visibleText(card, '[part=chip]')).to.include('All 3 routes fail');
    stage.answer = undefined;
    // One of the last three requests failed, until three good ones have come.
    for (const tone of ['warn', 'warn', 'ok']) {
      await card.reload();
      await stage.pass(100);
      expect(card).to.have.attribute('tone', tone);
      expect(row(card, '/beak/metrics')).to.include('No failures in a row');
    }
  });

  it('names the one route that fails, and how', async () => {
    const stage = at();
    // An array is JSON, but no answer of the Beak.
    stage.bend = (answer, route) => (route === 'audit' ? ([] as unknown as Answer) : answer);
    const card = await stage.card(tag);
    await quiet();
    expect(row(card, '/beak/audit')).to.match(/^▲ Warning: ?.*not the contract/);
    expect(row(card, '/beak/metrics')).to.match(/^● OK: ?/);
    expect(visibleText(card, '[part=chip]')).to.include('1 of 3 routes fail');
  });

  it('knows from the log that a route failed before this page was opened', async () => {
    const stage = at();
    await remember(stage, 100, 50);
    const failed = [90, 60, 30].map(
      (ago) => ({ route: 'status', ms: 20, failure: 'http', status: 502, ago }) as const,
    );
    await logRequests(stage, [...ROUTES.map((route) => ({ route, ms: 50, ago: 100 })), ...failed]);
    stage.mute = true;
    const card = await stage.card(tag);
    expect(row(card, '/beak/system/status'))
      .to.match(/^■ Bad: ?.*HTTP 502 30 s ago/)
      .and.to.match(/Took 50 ms when it was last measured/)
      .and.to.match(/3 failures in a row, since 2026-03-21 05:38:30 UTC/);
    expect(row(card, '/beak/metrics')).to.match(/^● OK: ?.*answered 1 min ago/);
  });

  it('warns of an answer that took a second', async () => {
    const stage = at();
    await remember(stage, 60, 1000);
    stage.mute = true;
    const card = await stage.card(tag);
    expect(row(card, '/beak/metrics')).to.match(/^▲ Warning: ?.*Took 1 s\. .*Next try is due now/);
    expect(visibleText(card, '[part=chip]')).to.include('Answers are slow');
  });

  it('does not judge a result once it is too old', async () => {
    const stage = at();
    await remember(stage, 115, 50);
    stage.mute = true;
    const card = await stage.card(tag);
    expect(row(card, '/beak/metrics')).to.match(/^● OK: ?/);
    await stage.pass(6000);
    expect(row(card, '/beak/metrics')).to.match(/^○ Unknown: ?.*answered 2 min ago/);
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('promises no next try while paused, nor in a recorded moment', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await stage.pass(5000);
    hub().pause(stage.base, true);
    await stage.pass(1000);
    expect(row(card, '/beak/metrics')).to.include('No next try while paused');
    const past = await stage.card(tag, 'at="2026-03-21T05:40:04Z"');
    await stage.pass(1000);
    await until(() => past.getAttribute('phase') === 'replay', 'the recorded moment');
    expect(row(past, '/beak/metrics'))
      .to.match(/\/beak\/metrics/)
      .and.to.not.match(/next try/i);
  });

  it('has one note for routes that fail alike, and another for one that fails otherwise', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.answer = () => new Response('{}', { status: stage.asked.at(-1)?.route === 'audit' ? 429 : 503 });
    await card.reload();
    await stage.pass(500);
    const notes = all(card, '.note.failed').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
    expect(notes).to.have.length(2);
    const [first, second] = notes;
    expect(first).to.match(
      /^\/beak\/system\/status answered with HTTP status 503\. Asked: GET \S+\. Next try .* Also affects \/beak\/metrics\.$/,
    );
    expect(second)
      .to.match(/^\/beak\/audit refused: too many requests \(429\)/)
      .and.to.not.include('The same');
  });

  it('takes its limits from the configuration', async () => {
    const stage = at();
    // The tag is this class's.
    const card = (await stage.card(tag)) as McApiHealth;
    const failing = { kind: 'timeout', message: '', at: START, since: START, count: 4 } as const;
    const tone = (thresholds: Record<string, number>) =>
      card.view({
        now: START,
        base: stage.base,
        interval: 30_000,
        facts: {},
        then: undefined,
        routes: Object.fromEntries(ROUTES.map((route) => [route, { restored: true, failing }])),
        logs: { sd_latency_log: [] },
        records: {},
        site: { ...NO_SITE, config: { thresholds } },
        page: [],
        pausedSince: undefined,
        stale: false,
        misfits: [],
        limits: limitsOf(card.spec, thresholds, 30_000).limits,
      }).tone;
    expect(tone({})).to.equal('bad');
    expect(tone({ failures_bad: 4 })).to.equal('bad');
    expect(tone({ failures_bad: 5 })).to.equal('warn');
  });
});
