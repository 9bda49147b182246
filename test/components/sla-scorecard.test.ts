import { expect } from '@open-wc/testing';
import { limitsOf } from '../../src/data/card-limits.ts';
import { NO_SITE } from '../../src/data/site-state.ts';
import { all, visibleText } from './support/read.ts';
import { logSamples } from './support/samples.ts';
import { START, useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { McSlaScorecard } from '../../components/sla-scorecard/sla-scorecard.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';
import type { Taken } from './support/samples.ts';

const tag = 'mc-sla-scorecard';

cardContract({ tag });

describe(`<${tag}> holds what was seen against the agreed levels`, () => {
  const at = useStage(tag);
  const rows = (card: Card): string[] =>
    all(card, 'tbody tr').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

  /** Status polls, two a minute, for so many minutes until a minute ago; so many of the first ones failed. */
  const polls = (minutes: number, failed = 0): Taken<'sd_latency_log'>[] =>
    Array.from({ length: 2 * minutes }, (_, index) => ({
      route: 'status',
      ms: 50,
      ago: minutes + 1 - index / 2,
      ...(index < failed && { failure: 'timeout' }),
    }));
  /** Samples that lie an hour apart, in which the totals have grown so far. */
  const totals = (succeeded: number, failed: number, certificates: number, ducklings: number) => ({
    pecks: [
      { ago: 61, succeeded: 900, failed: 80 },
      { ago: 1, succeeded: 900 + succeeded, failed: 80 + failed },
    ],
    sd_activity_baseline: [
      { ago: 61, certificates: 500, ducklings: 600 },
      { ago: 1, certificates: 500 + certificates, ducklings: 600 + ducklings },
    ],
  });
  const write = async (
    stage: Stage,
    requests: Taken<'sd_latency_log'>[],
    counted: ReturnType<typeof totals>,
  ): Promise<Card> => {
    stage.mute = true;
    await logSamples(stage, 'sd_latency_log', requests);
    await logSamples(stage, 'pecks', counted.pecks);
    await logSamples(stage, 'sd_activity_baseline', counted.sd_activity_baseline);
    return stage.card(tag);
  };

  it('all met: each with what it was counted from', async () => {
    const card = await write(at(), polls(120), totals(95, 5, 18, 20));
    const [api = '', pecks = '', certs = '', uptime = ''] = rows(card);
    // Two hours of the 24 are 8 %; the totals cover one of them, 4 %.
    expect(api).to.match(
      /^API success ?≥ 99.5% ?● OK: ?100% ?240 of 240 polls, 240 samples, 8% seen ?● OK: ?100% ?240 of 240 polls, 240 samples, 1% seen$/,
    );
    expect(pecks).to.match(/^Peck success ?≥ 95% ?● OK: ?95% ?95 of 100 outcomes, 2 samples, 4% seen/);
    expect(certs).to.match(/^Cert issuance ?≥ 90% ?● OK: ?90% ?18 of 20 ducklings, 2 samples/);
    expect(uptime).to.match(/^Uptime ?≥ 99.5% ?● OK: ?100% ?12\d of 12\d minutes/);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('All levels met');
  });

  it('says which one is missed, and never rounds it up to its target', async () => {
    // 239 of 240 is 99.58 %; 238 of 240 is 99.17 %. One minute of 121 is more than half a percent.
    const card = await write(at(), polls(120, 1), totals(94, 6, 20, 20));
    expect(rows(card)[0]).to.match(/● OK: ?99.58% ?239 of 240 polls/);
    expect(rows(card)[1]).to.match(/■ Bad: ?94% ?94 of 100 outcomes/);
    expect(visibleText(card, '[part=chip]')).to.include('Peck success below 95%');
    expect(card).to.have.attribute('tone', 'bad');
  });

  it('withholds what too few samples tell', async () => {
    const card = await write(at(), polls(29), totals(10, 9, 9, 19));
    for (const row of rows(card).slice(0, 3))
      expect(row).to.match(/○ Unknown: ?too few ?\d+ of \d+ \w+ needed/);
    expect(rows(card)[0]).to.include('58 of 60 polls needed');
    expect(rows(card)[1]).to.include('19 of 20 outcomes needed');
    expect(visibleText(card, '[part=chip]')).to.include('Too few samples yet');
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('tells that totals fell, and counts anew', async () => {
    const counted = totals(95, 5, 20, 20);
    counted.pecks.push({ ago: 0.5, succeeded: 3, failed: 0 });
    const card = await write(at(), polls(120), counted);
    expect(rows(card)[1]).to.include('95 of 100 outcomes');
    expect(visibleText(card)).to.include('Totals fell 1 time');
  });

  it('measures by itself, alone on a page', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await stage.pass(65 * 60_000, 5000);
    expect(rows(card)[0]).to.match(/● OK: ?100%/);
    expect(rows(card)[3]).to.match(/● OK: ?100%/);
    stage.beak.scenario = 'down';
    await stage.pass(30 * 60_000, 5000);
    // Of some 95 minutes nearly 30 went without a good answer.
    expect(rows(card)[3]).to.match(/■ Bad: ?(6|7)\d(\.\d+)?%/);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('levels missed');
  });

  it('takes its targets and floors from the configuration', async () => {
    const stage = at();
    // The tag is this class's.
    const card = (await stage.card(tag)) as McSlaScorecard;
    const view = (config: { thresholds?: Record<string, number>; targets?: Record<string, number> }) =>
      card.view({
        now: START,
        base: stage.base,
        interval: 30_000,
        facts: {},
        then: undefined,
        routes: {},
        logs: {
          sd_latency_log: [1, 2].map((ago) => ({
            route: 'beak',
            ms: 5,
            at: START - ago * 1000,
            ...(ago === 2 && { failure: 'timeout' }),
          })),
          pecks: [],
          sd_activity_baseline: [],
        },
        records: {},
        site: { ...NO_SITE, config },
        page: [],
        pausedSince: undefined,
        stale: false,
        misfits: [],
        limits: limitsOf(card.spec, config.thresholds, 30_000).limits,
      }).rows[0]?.tone;
    expect(view({})).to.equal('unknown');
    expect(view({ thresholds: { sla_polls: 2 } })).to.equal('bad');
    expect(view({ thresholds: { sla_polls: 2 }, targets: { api: 0.5 } })).to.equal('ok');
  });
});
