import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { heard } from './support/heard.ts';
import { all, one, visibleText } from './support/read.ts';
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
      /SES quota 90% used \(limit 90%\).*Score 72, P1.*180 of 200 mails sent in 24 h.*Next: /,
      /1 of 10 agents dead.*Score 55, P2.*Next: /,
      /2 of 10 agents slow.*Score 40, P2.*Next: /,
      /SES in the sandbox.*Score 20, P3.*Next: /,
    ].entries())
      expect(items(card)[index]).to.match(says);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('2 critical, 2 warnings');
    expect(visibleText(card, 'dl.large')).to.match(/Score 72 of 100 .*Tier P1 act within 1 h/);
  });

  it('is as bad as the card of what it lists: the sandbox is a warning', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, sns: { sandbox: true, monthly_spend_limit: 1 } });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'warn');
    expect(shown(card)).to.equal(true);
    expect(visibleText(card, '[part=chip]')).to.include('1 warning');
  });

  it('speaks up by itself of what is new, and leaves what lasts alone', async () => {
    const stage = at();
    stage.bend = agents(9, 0, 1);
    const card = await stage.card(tag);
    const lasting = one(card, 'ol > li');
    await stage.pass(1000, 50);
    const sentences = heard();
    stage.bend = (answer) => ({
      ...agents(8, 0, 2)(answer),
      alarms: [{ name: 'beak-api-errors', state: 'ALARM' }],
    });
    await card.reload();
    await stage.pass(1000, 50);
    expect(items(card)[0]).to.match(/beak-api-errors/);
    expect(items(card)[1]).to.match(/2 of 10 agents dead/);
    expect(all(card, 'ol > li')[1]).to.equal(lasting);
    expect(sentences).to.have.length(1);
    expect(sentences[0]).to.equal('Problem: CloudWatch alarm active.');
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
    expect(items(card)[0]).to.match(/Backend unreachable.*Score 95, P0.*3 failures in a row \(HTTP 503\)/);
    stage.answer = undefined;
    await card.reload();
    await stage.pass(1000);
    expect(shown(card)).to.equal(false);
  });

  it('says an outage once, for as long as it lasts, and tells in the past what was wrong before', async () => {
    const stage = at();
    stage.bend = agents(7, 0, 3);
    const card = await stage.card(tag);
    stage.answer = () => new Response('{}', { status: 503 });
    for (let tries = 0; tries < 3; tries += 1) await card.reload();
    await stage.pass(14 * 60_000, 10_000);
    expect(shown(card)).to.equal(true);
    expect(card).to.have.attribute('tone', 'bad');
    expect(items(card)).to.have.length(2);
    expect(items(card)[0]).to.match(/Backend unreachable for 14 min.*Score 95, P0/);
    expect(items(card)[1]).to.match(/was: 3 of 10 agents dead \(limit 0\), 14 min ago/);
    expect(all(card, 'ol > li')[1]?.className, 'dimmed').to.equal('muted');
  });

  it('is seen where it could not look, and says at what', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, agents: { alive: 9, total_bonded: 9 } });
    const card = await stage.card(tag);
    expect(shown(card)).to.equal(true);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('2 checks without data');
    expect(text(one(card, '[part=body] > small'))).to.equal(
      'Not checked (no data): dead agents, slow agents.',
    );
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
    expect(items(card)[0]).to.match(
      /50% of pecks fail \(limit 30%\).*Score 75, P1.*By the last hour, 20 outcomes/,
    );
  });
});
