import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-bond-age';

cardContract({ tag, ageing: true });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const at1 = (minutes: number) => new Date(START - minutes * 60_000).toISOString();
  const pulse = (actor: string, minutes: number) => ({
    event_type: 'duck.pulse',
    actor,
    timestamp: at1(minutes),
  });
  const row = (card: Parameters<typeof visibleText>[0]) => visibleText(card, 'figure tbody');

  it('puts each agent into the bin of its last pulse', async () => {
    at().bend = (answer, route) =>
      route === 'audit'
        ? { entries: [pulse('a', 1), pulse('a', 90), pulse('b', 5), pulse('c', 59), pulse('d', 60)] }
        : {
            ...answer,
            agents: {
              total_bonded: 9,
              stale_list: [
                { id: 'e', last_pulse_at: at1(6 * 60) },
                { id: 'f', last_pulse_at: at1(24 * 60) },
                { id: 'g', last_pulse_at: at1(7 * 24 * 60) },
                { id: 'h', last_pulse_at: null },
              ],
            },
          };
    const card = await at().card(tag);
    expect(row(card)).to.equal('<5 min 1 <1 h 2 <6 h 1 <24 h 1 <7 d 1 older 1 never 1');
    expect(visibleText(card)).to.include(
      '8 agents heard of, 9 bonded: of the other 1 this browser has heard no pulse',
    );
  });

  it('remembers a pulse that the audit no longer tells, and lets go of who was unpecked', async () => {
    const stage = at();
    stage.bend = (answer, route) =>
      route === 'audit' ? { entries: [pulse('a', 1), pulse('b', 2)] } : answer;
    const card = await stage.card(tag);
    await stage.pass(1000);
    const unpecked = { event_type: 'duck.unpecked', target: 'b', timestamp: at1(0) };
    stage.bend = (answer, route) =>
      route === 'audit'
        ? { entries: [unpecked] }
        : { ...answer, agents: { total_bonded: 1, stale_list: [] } };
    await card.reload();
    await stage.pass(1000);
    expect(visibleText(card)).to.include('1 agent heard of.');
  });

  it('counts an answer that is too old by its own time: nobody fell silent meanwhile', async () => {
    const stage = at();
    stage.bend = (answer, route) => (route === 'audit' ? { entries: [pulse('a', 1)] } : answer);
    const card = await stage.card(tag);
    stage.mute = true;
    await stage.pass(10 * 60_000, 5000);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(row(card)).to.match(/^<5 min 1 /);
  });

  it('draws no chart of nothing', async () => {
    at().bend = (answer, route) =>
      route === 'audit' ? { entries: [] } : { ...answer, agents: { total_bonded: 2, stale_list: [] } };
    const card = await at().card(tag);
    expect(visibleText(card, '[part=body]')).to.include('0 agents heard of, 2 bonded');
    expect(all(card, 'canvas')).to.have.length(0);
  });
});
