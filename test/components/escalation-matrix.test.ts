import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, one, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Answer } from './support/stage.ts';

const tag = 'mc-escalation-matrix';

cardContract({ tag });

describe(`<${tag}> tells who has to act how fast`, () => {
  const at = useStage(tag);
  const row = (card: Card, tier: string): string =>
    one(card, `tbody tr:nth-child(${['P0', 'P1', 'P2', 'P3'].indexOf(tier) + 1})`)
      .textContent.replace(/\s+/g, ' ')
      .trim();
  const present = (card: Card): string[] =>
    ['P0', 'P1', 'P2', 'P3'].filter((tier) => row(card, tier).includes('current'));
  const agents =
    (alive: number, slow: number, dead: number) =>
    (answer: Answer): Answer => ({
      ...answer,
      agents: { alive, slow, dead, total_bonded: alive + slow + dead },
    });

  it('has a row for each tier, and marks none while nothing is wrong', async () => {
    const card = await at().card(tag);
    for (const [tier, ...says] of [
      ['P0', '90', '15 min'],
      ['P1', '70–89', '1 h'],
      ['P2', '40–69', '4 h'],
      ['P3', 'under 40', '24 h'],
    ] as const)
      for (const each of says) expect(row(card, tier)).to.include(each);
    expect(present(card)).to.be.empty;
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('No problem found');
  });

  const cases: [what: string, bend: (answer: Answer) => Answer, tier: string, tone: string, says: RegExp][] =
    [
      ['the whole fleet', agents(0, 0, 9), 'P0', 'bad', /now 92: Whole fleet dead/],
      ['half the fleet', agents(5, 0, 5), 'P1', 'bad', /now 80: Much of the fleet dead/],
      ['one agent', agents(8, 1, 1), 'P2', 'bad', /now 55: Agents dead/],
      [
        'the sandbox',
        (answer) => ({ ...answer, sns: { sandbox: true, monthly_spend_limit: 1 } }),
        'P3',
        'warn',
        /now 20: /,
      ],
    ];
  for (const [what, bend, tier, tone, says] of cases)
    it(`marks ${tier}, in words too, for ${what}, and names what makes the score`, async () => {
      const stage = at();
      stage.bend = bend;
      const card = await stage.card(tag);
      expect(present(card)).to.deep.equal([tier]);
      expect(row(card, tier)).to.match(says);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(tier);
    });

  it('names contact, action and runbook of each tier; a runbook that leads to no page is left out', async () => {
    const stage = at();
    const card = await stage.card(tag);
    expect(row(card, 'P1')).to.include('not configured').and.to.include('contacts.P1.who');
    const contacts = {
      P0: { who: 'On call', how: 'Pager', runbook: 'runbooks/p0.html' },
      P1: { who: 'Team', runbook: 'javascript:alert(1)' },
      P2: { how: '<img src=x>' },
    };
    await configure(card, stage, { contacts }, {}, 'On call');
    expect(row(card, 'P0')).to.include('Pager').and.to.include('Runbook for P0');
    expect(all<HTMLAnchorElement>(card, 'tbody a').map(({ href }) => href)).to.deep.equal([
      `${stage.base}/runbooks/p0.html`,
    ]);
    expect(row(card, 'P1')).to.include('Team').and.to.include('contacts.P1.how');
    expect(row(card, 'P2')).to.include('<img src=x>');
    expect(row(card, 'P3')).to.include('contacts.P3.who');
  });

  it('says what could not be checked, and calls it no parity', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, agents: {} });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=body] > small')).to.include(
      'Not checked (no data): dead agents, slow agents',
    );
  });

  it('has the contacts while nothing has ever answered, and marks P0 at once', async () => {
    const stage = at();
    stage.answer = () => new Response('{}', { status: 503 });
    const card = await stage.card(tag);
    await configure(card, stage, { contacts: { P0: { who: 'On call' } } }, {}, 'On call');
    expect(present(card)).to.deep.equal(['P0']);
    expect(row(card, 'P0')).to.match(/now 95: Backend unreachable/);
    expect(card).to.have.attribute('tone', 'bad');
  });

  it('tells in the past what an answer said that is too old, and names its age', async () => {
    const stage = at();
    stage.bend = agents(8, 1, 1);
    const card = await stage.card(tag);
    await stage.hide(true);
    stage.clock.tick(10 * 60_000);
    stage.mute = true;
    await stage.hide(false);
    await stage.pass(2000);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, 'dl')).to.include('was: 1 of 10 agents dead (limit 0), 10 min ago');
  });
});
