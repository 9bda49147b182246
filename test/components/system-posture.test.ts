import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Answer } from './support/stage.ts';

const tag = 'mc-system-posture';

// Of an old answer the sentence says that it judges nothing any more.
cardContract({ tag, ageing: true });

describe(`<${tag}> sums up the stack`, () => {
  const at = useStage(tag);
  const sentence = (card: Card) => visibleText(card, '.summary').replace(/^\S+ \w+ : /, '');
  const dead = (answer: Answer) => ({
    ...answer,
    agents: { alive: 6, slow: 1, dead: 3, total_bonded: 10 },
  });
  const auth = (more: Answer) => (answer: Answer) => ({
    ...answer,
    auth: {
      signup: true,
      verify: true,
      signout: true,
      phone_verify: true,
      forgot_reset: true,
      ...more,
    },
  });

  it('calmly where nothing is wrong, with how much was checked, what runs and the auth surface', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(sentence(card)).to.equal('No problem found in 14 checks.');
    expect(visibleText(card, '[part=chip]')).to.include('14 checks OK');
    expect(visibleText(card, 'dl')).to.match(
      /Auth surface 5 of 5 .*Function beak-api Version 41 .*Parity In parity Score 0 of 100/,
    );
  });

  it('by its worst finding, with the evidence, how much else there is, and the next step', async () => {
    const stage = at();
    stage.bend = dead;
    const card = await stage.card(tag);
    expect(card, 'as bad as Agent Fleet').to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('1 critical, 1 warning');
    expect(sentence(card)).to.equal('3 of 10 agents dead (limit 0).');
    expect(visibleText(card, '[part=body] > p + p')).to.include('6 alive, 1 slow, 3 dead. +1 more.');
    expect(visibleText(card, '[part=body]')).to.match(/Next: Find when they fell silent/);
    expect(visibleText(card, 'dl')).to.match(/Score 55 of 100: P2, act within 4 h/);
  });

  it('by drift, where the alias has moved', async () => {
    const stage = at();
    stage.beak.scenario = 'drift';
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'bad');
    expect(sentence(card)).to.match(/^Alias points to \d+, the call ran \d+\.$/);
    expect(visibleText(card, 'dl')).to.match(/Parity Drift Score 45/);
  });

  it('by a canary that fails', async () => {
    const stage = at();
    stage.beak.scenario = 'canary-bad';
    const card = await stage.card(tag);
    await stage.pass(240_000, 5000);
    expect(card).to.have.attribute('tone', 'bad');
    expect(sentence(card)).to.match(/^Canary \d+ errors [\d.]+% \(limit 1%\)\.$/);
    expect(visibleText(card, '[part=body]')).to.match(/Next: Roll back to version \d+/);
    expect(visibleText(card, 'dl')).to.match(/Score 85 of 100: P1/);
  });

  const surfaces: [name: string, flags: Answer, tone: string, says: string, fact: RegExp][] = [
    [
      'sign-up is missing',
      { signup: false },
      'bad',
      '1 of 5 auth routes missing: Sign-up.',
      /4 of 5 Sign-up missing/,
    ],
    [
      'two lesser ones are',
      { signout: false, phone_verify: false },
      'warn',
      '2 of 5 auth routes missing: Sign-out, Phone verify.',
      /3 of 5 Sign-out missing, Phone verify missing/,
    ],
    [
      'one is not sent',
      { verify: undefined },
      'unknown',
      'No problem found in 13 of 14 checks.',
      /4 of 5 Verify not offered/,
    ],
  ];
  for (const [name, flags, tone, says, fact] of surfaces)
    it(`by the auth surface: ${name}`, async () => {
      const stage = at();
      stage.bend = auth({ mfa: 'ON', ...flags });
      const card = await stage.card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(sentence(card)).to.equal(says);
      expect(visibleText(card, 'dl')).to.match(fact);
    });

  it('puts a missing sign-up before dead agents, and these before a missing sign-out', async () => {
    const stage = at();
    stage.bend = (answer) => dead(auth({ signup: false, mfa: 'ON' })(answer));
    const card = await stage.card(tag);
    expect(sentence(card)).to.include('Sign-up');
    expect(visibleText(card, '[part=chip]')).to.include('2 critical, 1 warning');
    stage.bend = (answer) => dead(auth({ signout: false, mfa: 'ON' })(answer));
    await card.reload();
    await stage.pass(1000);
    expect(sentence(card)).to.include('3 of 10 agents dead');
  });

  it('claims only what it could look at', async () => {
    const stage = at();
    stage.bend = ({ alarms: _, ...answer }) => answer;
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'info');
    expect(sentence(card)).to.equal('No problem found in 13 of 14 checks.');
    expect(visibleText(card, '[part=body] > small')).to.equal('Not checked (no data): CloudWatch alarms.');
  });

  it('is critical at once where the first load meets a backend that is down', async () => {
    const stage = at();
    stage.answer = () => new Response('{}', { status: 503 });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'bad');
    expect(card).to.have.attribute('phase', 'failed');
    expect(sentence(card)).to.equal('Backend unreachable.');
    expect(visibleText(card, 'dl')).to.match(/Score 95 of 100: P0, act within 15 min/);
  });

  it('does not claim that nothing is wrong while the last request failed', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.answer = () => new Response('{}', { status: 503 });
    await card.reload();
    await stage.pass(10);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(sentence(card)).to.equal('No problem found before; the last request failed.');
  });

  it('says of an outage how long it lasts, and never gets calmer; what was wrong before is told in the past', async () => {
    const stage = at();
    stage.bend = dead;
    const card = await stage.card(tag);
    stage.answer = () => new Response('{}', { status: 503 });
    for (let tries = 0; tries < 3; tries += 1) await card.reload();
    await stage.pass(10);
    expect(sentence(card)).to.equal('Backend unreachable.');
    await stage.pass(14 * 60_000, 10_000);
    expect(card).to.have.attribute('tone', 'bad');
    expect(sentence(card)).to.equal('Backend unreachable for 14 min.');
    expect(one(card, '.summary i').className).to.equal('bad');
    expect(visibleText(card, '[part=body] > p + p')).to.match(/failures in a row \(HTTP 503\).* \+2 more\./);
  });

  it('is the largest text of the card', async () => {
    const card = await at().card(tag);
    const size = (selector: string) => parseFloat(getComputedStyle(one(card, selector)).fontSize);
    expect(size('.summary')).to.be.above(size('dd')).and.above(size('[part=heading]'));
  });
});
