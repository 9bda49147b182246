import { expect } from '@open-wc/testing';
import '../../components/system-posture/system-posture.ts';
import { cardContract } from './contract.ts';
import { one, words } from './support/read.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Answer } from './support/stage.ts';

const tag = 'mc-system-posture';

// Of an old answer the sentence says that it judges nothing any more.
cardContract({ tag, ageing: true });

describe(`<${tag}> sums up the stack`, () => {
  const at = useStage(tag);
  const sentence = (card: Card) => words(card, '.summary').replace(/^\S+ \w+ : /, '');
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

  it('calmly where all is well, with what runs and the auth surface', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(sentence(card)).to.equal('All is well.');
    expect(words(card, 'dl')).to.match(
      /Auth surface 5 of 5 .*Function beak-api Version 41 .*Parity In parity Anomaly score 0 of 100: no anomaly/,
    );
  });

  it('by its worst finding, with the evidence and how much else there is', async () => {
    const stage = at();
    stage.bend = dead;
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'warn');
    expect(words(card, '[part=chip]')).to.include('2 findings');
    expect(sentence(card)).to.equal('Agents are dead.');
    expect(words(card, '[part=body] > p + p')).to.equal('3 of 10 agents dead. 1 other finding besides.');
    expect(words(card, 'dl')).to.match(/Anomaly score 55 of 100: P2, act within 4 h/);
  });

  it('by drift, where the alias has moved', async () => {
    const stage = at();
    stage.beak.scenario = 'drift';
    const card = await stage.card(tag);
    expect(sentence(card)).to.equal('The alias and the invoked version differ.');
    expect(words(card, 'dl')).to.match(/Parity Drift Anomaly score 45/);
  });

  const surfaces: [name: string, flags: Answer, tone: string, says: string, fact: RegExp][] = [
    [
      'sign-up is not wired',
      { signup: false },
      'bad',
      'An auth route is missing: Sign-up.',
      /4 of 5 Sign-up missing/,
    ],
    [
      'two lesser ones are not',
      { signout: false, phone_verify: false },
      'warn',
      'Auth routes are missing: Sign-out, Phone verify.',
      /3 of 5 Sign-out missing, Phone verify missing/,
    ],
    [
      'one is not told',
      { verify: undefined },
      'unknown',
      'Nothing is wrong in what is told.',
      /4 of 5 Verify not offered/,
    ],
  ];
  for (const [name, flags, tone, says, fact] of surfaces)
    it(`by the auth surface: ${name}`, async () => {
      const stage = at();
      stage.bend = auth(flags);
      const card = await stage.card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(sentence(card)).to.equal(says);
      expect(words(card, 'dl')).to.match(fact);
    });

  it('puts a missing sign-up before dead agents, and these before a missing sign-out', async () => {
    const stage = at();
    stage.bend = (answer) => dead(auth({ signup: false })(answer));
    const card = await stage.card(tag);
    expect(sentence(card)).to.include('Sign-up');
    expect(words(card, '[part=chip]')).to.include('3 findings');
    stage.bend = (answer) => dead(auth({ signout: false })(answer));
    await card.reload();
    await stage.pass(1000);
    expect(sentence(card)).to.equal('Agents are dead.');
  });

  it('claims only what it could look at', async () => {
    const stage = at();
    stage.bend = ({ alarms: _, ...answer }) => answer;
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'info');
    expect(sentence(card)).to.equal('Nothing is wrong in what is told.');
    expect(words(card, '[part=body] > small')).to.equal(
      'Not checked, because the backend does not tell: CloudWatch alarms.',
    );
  });

  it('does not say that all is well while the backend does not answer', async () => {
    const stage = at();
    const card = await stage.card(tag);
    expect(sentence(card)).to.equal('All is well.');
    stage.answer = () => new Response('{}', { status: 503 });
    await card.reload();
    await stage.pass(10);
    expect(sentence(card)).to.equal('All was well when last heard of.');
    expect(words(card, '[part=chip]')).to.include('All was well');
  });

  it('judges nothing by an old answer, but knows that nothing answers', async () => {
    const stage = at();
    stage.bend = dead;
    const card = await stage.card(tag);
    await stage.hide(true);
    stage.clock.tick(10 * 60_000);
    stage.answer = () => new Response('{}', { status: 503 });
    await stage.hide(false);
    await stage.pass(10);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(sentence(card)).to.equal('Too old to judge. When last heard of: Agents are dead.');
    expect(one(card, '.summary i').className).to.equal('unknown');
    for (let tries = 0; tries < 2; tries += 1) await card.reload();
    await stage.pass(10);
    expect(sentence(card)).to.equal('The status route keeps failing.');
    expect(one(card, '.summary i').className).to.equal('bad');
    expect(words(card, '[part=body] > p + p')).to.include('3 times in a row');
  });

  it('is the largest text of the card', async () => {
    const card = await at().card(tag);
    const size = (selector: string) => parseFloat(getComputedStyle(one(card, selector)).fontSize);
    expect(size('.summary')).to.be.above(size('dd')).and.above(size('[part=heading]'));
  });
});
