import { expect } from '@open-wc/testing';
import '../../components/anomaly-banner/anomaly-banner.ts';
import { cardContract } from './contract.ts';
import { all, one, words } from './support/read.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Answer, Stage } from './support/stage.ts';

const tag = 'mc-anomaly-banner';

/** The words of an element alone; of one that is not painted too. */
const text = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();

/** Bends the agents of an answer; the rest stays as it is. */
const agents =
  (alive: number, slow: number, dead: number) =>
  (answer: Answer): Answer => ({
    ...answer,
    agents: { alive, slow, dead, total_bonded: alive + slow + dead },
  });

/** A healthy stack shows no banner: for the contract something is wrong with it. */
async function ail(card: Card, stage: Stage): Promise<void> {
  if (stage.beak.scenario !== 'healthy') return;
  stage.bend = agents(5, 2, 3);
  await card.reload();
}

cardContract({ tag, prepare: ail });

describe(`<${tag}> lists what is wrong`, () => {
  const at = useStage(tag);
  const items = (card: Card) => all(card, 'ol > li').map((li) => text(li));
  const shown = (card: Card) => card.checkVisibility();

  it('is not seen while nothing is, and comes and goes with it', async () => {
    const stage = at();
    const card = await stage.card(tag);
    expect(card).to.have.attribute('phase', 'empty');
    expect(card).to.have.attribute('tone', 'ok');
    expect(shown(card)).to.equal(false);
    stage.bend = agents(9, 1, 0);
    await card.reload();
    await stage.pass(1000);
    expect(shown(card)).to.equal(true);
    expect(card).to.have.attribute('tone', 'warn');
    stage.bend = undefined;
    await card.reload();
    await stage.pass(1000);
    expect(shown(card)).to.equal(false);
  });

  it('is not seen either on a page that keeps its place', async () => {
    const reserve = new CSSStyleSheet();
    reserve.replaceSync(`${tag} { display: grid; min-height: 200px }`);
    document.adoptedStyleSheets.push(reserve);
    try {
      expect(shown(await at().card(tag))).to.equal(false);
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== reserve);
    }
  });

  it('worst first and numbered, each with its score, tier and evidence', async () => {
    const stage = at();
    stage.bend = (answer) => ({
      ...agents(7, 2, 1)(answer),
      ses: { sandbox: true, daily_quota: 200, sent_24h: 180 },
    });
    const card = await stage.card(tag);
    expect(items(card)).to.have.length(4);
    for (const [index, says] of [
      /quota.*Score 72, P1.*180 of 200 mails sent in 24 h \(90%\)/i,
      /dead.*Score 55, P2.*1 of 10 agents dead/,
      /slow.*Score 40, P2.*2 of 10 agents slow/,
      /Score 20, P3.*SES is in the sandbox/,
    ].entries())
      expect(items(card)[index]).to.match(says);
    expect(card).to.have.attribute('tone', 'bad');
    expect(words(card, '[part=chip]')).to.include('4 anomalies');
    expect(words(card, 'dl.large')).to.match(/Score 72 of 100 .*Tier P1 act within 1 h/);
  });

  it('is no warning where all may wait for a day', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, sns: { sandbox: true, monthly_spend_limit: 1 } });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'info');
    expect(shown(card)).to.equal(true);
    expect(words(card, '[part=chip]')).to.include('1 anomaly');
  });

  it('speaks up by itself of what is new, and leaves what lasts alone', async () => {
    const stage = at();
    stage.bend = agents(9, 0, 1);
    const card = await stage.card(tag);
    const region = one(card, '[role=status]');
    const lasting = one(card, 'ol > li');
    expect(region.contains(lasting)).to.equal(true);
    stage.bend = (answer) => ({
      ...agents(8, 0, 2)(answer),
      alarms: [{ name: 'beak-api-errors', state: 'ALARM' }],
    });
    await card.reload();
    await stage.pass(1000);
    expect(items(card)[0]).to.match(/beak-api-errors/);
    expect(items(card)[1]).to.match(/2 of 10 agents dead/);
    expect(all(card, 'ol > li')[1]).to.equal(lasting);
    expect(one(card, '[role=status]')).to.equal(region);
  });

  it('holds the status route itself after 3 failures in a row, though the last answer was good', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.answer = () => new Response('{}', { status: 503 });
    for (const failures of [1, 2]) {
      await card.reload();
      await stage.pass(10);
      expect(items(card), `${failures} in a row`).to.be.empty;
    }
    await card.reload();
    await stage.pass(10);
    expect(card).to.have.attribute('phase', 'failed');
    expect(card).to.have.attribute('tone', 'bad');
    expect(items(card)).to.have.length(1);
    expect(items(card)[0]).to.match(/status route.*Score 95, P0.*3 times in a row/);
    stage.answer = undefined;
    await card.reload();
    await stage.pass(1000);
    expect(shown(card)).to.equal(false);
  });

  it('says so when the data is too old to tell', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await stage.hide(true);
    stage.clock.tick(10 * 60_000);
    stage.mute = true;
    await stage.hide(false);
    await stage.pass(2000);
    expect(shown(card)).to.equal(true);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(words(card, '[role=status]')).to.include('too old to tell');
  });

  it('is seen where it could not look, and says at what', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, agents: { alive: 9, total_bonded: 9 } });
    const card = await stage.card(tag);
    expect(shown(card)).to.equal(true);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(words(card, '[part=chip]')).to.include('Not all checked');
    expect(text(one(card, '[part=body] > small'))).to.equal('Not checked, for it is not told: agents.');
  });

  it('does not call fine what an older backend never tells', async () => {
    const stage = at();
    stage.bend = ({ alarms: _, ...answer }) => answer;
    const card = await stage.card(tag);
    expect(shown(card)).to.equal(false);
    expect(card).to.have.attribute('tone', 'info');
  });

  it('finds pecks that fail in the last hour by this browser’s own log', async () => {
    const stage = at();
    const totals = (succeeded: number, failed: number) => (answer: Answer) => ({
      ...answer,
      peck_protocol: { succeeded, failed, failure_breakdown: { denied: failed } },
    });
    stage.bend = totals(1000, 0);
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(shown(card)).to.equal(false);
    stage.bend = totals(1010, 10);
    await stage.pass(80_000, 2000);
    expect(items(card)[0]).to.match(/Score 75, P1\. 50% fail \(last hour, 20 outcomes\)/);
  });
});
