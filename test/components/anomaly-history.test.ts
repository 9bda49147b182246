import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import { all, visibleText } from './support/read.ts';
import { logSamples } from './support/samples.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';
import type { Taken } from './support/samples.ts';

const tag = 'mc-anomaly-history';
const LOG = 'missionControlAnomalyLog';

cardContract({ tag, ageing: true });

describe(`<${tag}> remembers what was found`, () => {
  const at = useStage(tag);
  const DEAD = { id: 'agent-dead', title: 'Agents dead', score: 55 };
  const SANDBOX = { id: 'sandbox', title: 'Messages go to verified receivers only', score: 20 };
  const rows = (card: Card): string[] =>
    all(card, '.results li').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  /** The card over a log, with a backend that says nothing. */
  const over = async (...samples: Taken<typeof LOG>[]): Promise<Card> => {
    const stage = at();
    stage.mute = true;
    await logSamples(stage, LOG, samples);
    return stage.card(tag);
  };
  const calm = (answer: Record<string, unknown>) => ({
    ...answer,
    agents: { alive: 3, slow: 0, dead: 0, total_bonded: 3 },
    ses: { sandbox: false, daily_quota: 200, sent_24h: 1 },
    sns: { sandbox: false },
    peck_protocol: { succeeded: 100, failed: 0 },
    alarms: [],
    release: undefined,
    lambda: { version: '42' },
    lambda_alias_version: '42',
    lambda_alias_parity: true,
  });

  it('tells first and last seen, score and tier, those seen last first', async () => {
    const card = await over(
      { ago: 60, found: [SANDBOX] },
      { ago: 50, found: [DEAD, SANDBOX] },
      { ago: 40, found: [SANDBOX] },
      { ago: 30, found: [SANDBOX] },
    );
    // The test begins at 05:40:00 UTC.
    expect(rows(card)).to.deep.equal([
      '◇ Info:Messages go to verified receivers onlyscore 20, P3 first seen 2026-03-21 04:40:00 UTC · last seen 2026-03-21 05:10:00 UTC, and nobody has looked since',
      '◇ Info:Agents deadscore 55, P2 first seen 2026-03-21 04:50:00 UTC · last seen 2026-03-21 04:50:00 UTC, not found when looked for at 2026-03-21 05:00:00 UTC',
    ]);
    expect(visibleText(card)).to.not.match(/ended/i);
    expect(visibleText(card, '[part=body]')).to.include('4 samples since 2026-03-21 04:40:00 UTC');
  });

  it('says for how long nobody looked at one that was found again', async () => {
    const card = await over({ ago: 600, found: [DEAD] }, { ago: 1, found: [DEAD] });
    expect(rows(card)).to.have.length(1);
    expect(rows(card)[0]).to.include('◇ Info').and.to.include('nobody looked for 9 h 59 min in between');
  });

  it('shows ten, and how many are older', async () => {
    const samples = Array.from({ length: 12 }, (_, n) => [
      { ago: 60 - 2 * n, found: [DEAD] },
      { ago: 59 - 2 * n, found: [] },
    ]).flat();
    const card = await over(...samples);
    expect(rows(card)).to.have.length(10);
    expect(visibleText(card, '[part=body]')).to.include('and 2 older ones');
  });

  it('grows with the polls: one that lasts is one row, and goes when it is not found any more', async () => {
    const stage = at();
    stage.bend = (answer) => ({
      ...calm(answer),
      agents: { alive: 2, slow: 0, dead: 1, total_bonded: 3 },
    });
    const card = await stage.card(tag, 'refresh="30"');
    await stage.pass(5 * 60_000, 2000);
    expect(rows(card)).to.have.length(1);
    expect(rows(card)[0]).to.include('Agents deadscore 55, P2 first seen 2026-03-21 05:40:0');
    expect(card, 'a history informs').to.have.attribute('tone', 'info');
    stage.bend = calm;
    await card.reload();
    await stage.pass(1000);
    expect(rows(card)).to.have.length(1);
    expect(rows(card)[0]).to.include('not found when looked for at 2026-03-21 05:45:0');
    expect(card).to.have.attribute('tone', 'info');
    const kept = await hub().store.under(`1/${stage.base}/log/${LOG}/`);
    const samples = kept.flatMap(([, chunk]) => chunk as { found: object[] }[]);
    // One a minute while nothing changes, though there were about ten polls.
    expect(samples.length).to.be.within(5, 8);
    expect(samples[0]).to.deep.include({ found: [DEAD] });
  });

  it('tells of the route itself when it fails three times, and makes up no end of the rest', async () => {
    const stage = at();
    stage.bend = (answer) => ({
      ...calm(answer),
      agents: { alive: 2, slow: 0, dead: 1, total_bonded: 3 },
    });
    const card = await stage.card(tag);
    stage.answer = () => new Response('{}', { status: 503 });
    await card.reload();
    await card.reload();
    // The next try by itself comes after 1 s at the earliest.
    await stage.pass(500);
    expect(rows(card), 'two failures').to.have.length(1);
    await card.reload();
    await stage.pass(1000);
    expect(rows(card)).to.have.length(2);
    expect(rows(card)[0]).to.include('Backend unreachablescore 95, P0');
    expect(rows(card)[1]).to.include('Agents dead').and.to.not.include('not found');
    expect(card).to.have.attribute('tone', 'info');
  });

  it('says so where the configuration has limits that the log does not know', async () => {
    const card = await at().card(tag);
    expect(visibleText(card)).to.not.include('usual limits');
    await configure(card, at(), { thresholds: { pecks_bad: 0.5 } }, {}, 'Found by the usual limits');
  });
});
