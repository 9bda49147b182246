import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import { hub } from '../../src/data/hub.ts';
import { eventsIn } from '../../src/store/records.ts';
import { cardContract } from './contract.ts';
import { until } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { logSamples } from './support/samples.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { OperatorEvent } from '../../src/store/records.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-incident-mode';
const INCIDENTS = 'mc-incident-escalation';
const HOUR = 3_600_000;

/** Starts incident mode as an operator does, who opens a new incident. */
async function start(card: Card, stage: Stage, title = 'The pond is dry', tier = 'P1'): Promise<void> {
  one<HTMLInputElement>(card, '[name=title]').value = title;
  one<HTMLSelectElement>(card, '[name=tier]').value = tier;
  one(card, '#start').click();
  await stage.pass(1000);
}

/** What is kept for the stage's base under a name. */
async function kept(stage: Stage, name: string): Promise<OperatorEvent[]> {
  const found = await hub().store.under(`1/${stage.base}/record/${name}/`);
  return eventsIn(found.map(([, value]) => value));
}
const type = (events: OperatorEvent[]): string[] => events.map((event) => event.type);

cardContract({ tag, prepare: (card, stage) => start(card, stage) });

describe(`<${tag}> starts and ends incident mode`, () => {
  const at = useStage(tag);
  before(async () => {
    // What hands over is loaded when it is first used.
    await import('../../components/incident-mode/hand-over.ts');
  });
  const button = (card: Card, label: string): HTMLElement => {
    const found = all(card, 'button').find(({ textContent }) => textContent.trim() === label);
    if (!found) throw new Error(`no button ${label}: ${visibleText(card)}`);
    return found;
  };

  it('by keyboard: pauses refresh, opens the incident, and tells since when', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const actions: string[] = [];
    card.addEventListener('mc-action', ({ detail }) => void actions.push(detail.action));
    expect(visibleText(card, '[part=chip]')).to.include('Off');
    one(card, '[name=title]').focus();
    await sendKeys({ type: 'The pond is dry' });
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000);
    expect(visibleText(card, 'dl')).to.match(
      /On since 2026-03-21 05:40:00 UTC .*The pond is dry P1 ?, opened/,
    );
    expect(visibleText(card, '[part=chip]')).to.include('On · P1');
    expect(visibleText(card, '[part=body]'))
      .to.include('Automatic refresh is paused in every tab. Refresh on a card still works.')
      .and.to.include('lowers the coverage')
      .and.to.include('does not count as failures');
    expect(hub().pausedSince(stage.base)).to.be.a('number');
    expect(actions).to.deep.equal(['open', 'start']);
    const [open] = await kept(stage, INCIDENTS);
    expect(open).to.include({ type: 'open', title: 'The pond is dry', tier: 'P1' });
    const [begun] = await kept(stage, tag);
    expect(begun).to.include({ type: 'start', incident: open?.id });
    expect(card.shadowRoot?.activeElement?.getAttribute('name'), 'the focus').to.equal('closing');
  });

  it('while the backend is down and nothing is known, without a title', async () => {
    const stage = at();
    stage.mute = true;
    const card = await stage.card(tag);
    await start(card, stage, '   ', 'P0');
    expect(visibleText(card, 'dl')).to.include('Incident without a title').and.to.include('P0');
    expect(stage.asked).to.be.empty;
  });

  it('opens one incident, however often Start is clicked', async () => {
    const stage = at();
    const card = await stage.card(tag);
    for (let click = 0; click < 3; click += 1) one(card, '#start').click();
    await stage.pass(1000);
    expect(await kept(stage, INCIDENTS)).to.have.length(1);
    expect(await kept(stage, tag)).to.have.length(1);
  });

  it('joins the worst incident that is open, unless a new one is asked for', async () => {
    const stage = at();
    const { base } = stage;
    hub().keep(base, INCIDENTS, { type: 'open', title: 'Slow ducks', tier: 'P3' });
    const { id } = hub().keep(base, INCIDENTS, { type: 'open', title: 'No eggs', tier: 'P0' });
    const card = await stage.card(tag);
    const choice = one<HTMLSelectElement>(card, '[name=joins]');
    expect([...choice.options].map(({ text }) => text)).to.deep.equal([
      'Join P0 · No eggs',
      'Join P3 · Slow ducks',
      'Open a new one',
    ]);
    expect(all(card, '[name=title]'), 'a title is for a new one').to.be.empty;
    one(card, '#start').click();
    await stage.pass(1000);
    expect((await kept(stage, tag))[0]).to.include({ type: 'start', incident: id });
    expect(await kept(stage, INCIDENTS)).to.have.length(2);
    expect(visibleText(card)).to.include('Also open: P3 · Slow ducks');
    button(card, 'End, keep the incident open').click();
    await stage.pass(1000);
    const again = one<HTMLSelectElement>(card, '[name=joins]');
    again.value = '';
    again.dispatchEvent(new Event('change'));
    await stage.pass(10);
    await start(card, stage, 'Ducks away', 'P2');
    expect(visibleText(card, 'dl')).to.include('Ducks away P2');
  });

  it('ends and resolves, with the closing note, and refresh goes on', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(card, stage);
    one<HTMLInputElement>(card, '[name=closing]').value = 'Refilled';
    button(card, 'End and resolve').click();
    await stage.pass(1000);
    expect(visibleText(card, '[part=chip]')).to.include('Off');
    expect(hub().pausedSince(stage.base)).to.equal(undefined);
    const events = await kept(stage, INCIDENTS);
    expect(type(events)).to.deep.equal(['open', 'resolve']);
    expect(events[1]).to.include({ incident: events[0]?.id, text: 'Refilled' });
    expect(type(await kept(stage, tag))).to.deep.equal(['start', 'end']);
    expect(all(card, '[name=joins]'), 'nothing left to join').to.be.empty;
    expect(card.shadowRoot?.activeElement?.id, 'the focus').to.equal('pack');
    await start(card, stage, 'The next one');
    expect(visibleText(card, 'dl'), 'it can be started again').to.include('The next one');
  });

  it('ends and keeps the incident open, with what was written as a note, or none', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(card, stage);
    one<HTMLInputElement>(card, '[name=closing]').value = 'Watching';
    button(card, 'End, keep the incident open').click();
    await stage.pass(1000);
    expect(type(await kept(stage, INCIDENTS))).to.deep.equal(['open', 'note']);
    expect(visibleText(card, '[name=joins]')).to.include('Join P1 · The pond is dry');
    one(card, '#start').click();
    await stage.pass(1000);
    button(card, 'End, keep the incident open').click();
    await stage.pass(1000);
    expect(type(await kept(stage, INCIDENTS)), 'no empty note').to.deep.equal(['open', 'note']);
  });

  it('offers the next steps, and the tier that the score suggests', async () => {
    const stage = at();
    // A poll of the healthy Beak would find nothing, and be the last that looked.
    stage.mute = true;
    await logSamples(stage, 'missionControlAnomalyLog', [
      { ago: 1, found: [{ id: 'fleet-half', title: 'Half the fleet is dead', score: 80 }] },
    ]);
    const card = await stage.card(tag);
    await stage.card('mc-drill-checklist');
    await stage.pass(1000);
    expect(one<HTMLSelectElement>(card, '[name=tier]').value, 'the suggested tier').to.equal('P1');
    await start(card, stage, 'Ducks away', 'P3');
    expect(visibleText(card, '.next')).to.match(
      /“ ?Half the fleet is dead ?” \(score 80 ?, found .*suggests P1/,
    );
    expect(
      all(card, '.next a').map((link) => link.getAttribute('href')),
      'what is on the page',
    ).to.deep.equal(['#mc-drill-checklist']);
    button(card, 'Make it P1').click();
    await stage.pass(1000);
    expect((await kept(stage, INCIDENTS)).at(-1)).to.include({ type: 'tier', tier: 'P1' });
    expect(visibleText(card, '.next')).to.include('as it is');
    expect(all(card, '#escalate')).to.be.empty;
  });

  it('suggests no tier where nothing was found, or nobody has looked', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(card, stage);
    expect(visibleText(card, '.next')).to.include('has not looked for anomalies for 15 min');
    await logSamples(stage, 'missionControlAnomalyLog', [{ ago: 0, found: [] }]);
    await stage.pass(1000);
    expect(visibleText(card, '.next')).to.include('so no tier is suggested');
  });

  it('once ended, hands over: the closing note, and a pack with all that was done, for 12 h', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(card, stage);
    await stage.pass(60_000);
    one<HTMLInputElement>(card, '[name=closing]').value = 'Refilled';
    button(card, 'End and resolve').click();
    await stage.pass(1000);
    expect(visibleText(card))
      .to.match(/Incident mode ended at 2026-03-21 05:41:\d\d UTC ?, after 1 min 1 s ?: P1 · The pond is dry/)
      .and.to.include('Refilled');
    const saved: string[] = [];
    let text: Promise<string> | undefined;
    const click = sinon.stub(HTMLAnchorElement.prototype, 'click');
    const url = sinon.stub(URL, 'createObjectURL').callsFake((blob) => {
      text = blob instanceof Blob ? blob.text() : undefined;
      return 'blob:x';
    });
    try {
      one(card, '#pack').click();
      await until(() => click.callCount > 0, 'the file');
      saved.push(...click.thisValues.map((link) => (link instanceof HTMLAnchorElement ? link.download : '')));
      expect(saved.join()).to.match(/^handoff-[^,]*\.json$/);
      expect(await text)
        .to.include('Refilled')
        .and.to.include('mission_control_pack');
    } finally {
      click.restore();
      url.restore();
    }
    await stage.pass(12 * HOUR);
    expect(all(card, '#pack')).to.be.empty;
  });

  it('says where no closing note was written', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(card, stage);
    hub().keep(stage.base, tag, { type: 'end' });
    await stage.pass(1000);
    expect(visibleText(card)).to.include('No closing note was written.');
  });

  it('offers only to end, where its incident is resolved already or not here', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(card, stage);
    const [open] = await kept(stage, INCIDENTS);
    hub().keep(stage.base, INCIDENTS, { type: 'resolve', incident: open?.id });
    await stage.pass(1000);
    expect(visibleText(card, 'dl')).to.include('resolved');
    button(card, 'End incident mode').click();
    await stage.pass(1000);
    expect(type(await kept(stage, INCIDENTS))).to.deep.equal(['open', 'resolve']);
    hub().keep(stage.base, tag, { type: 'start', incident: 'gone' });
    await stage.pass(1000);
    expect(visibleText(card, 'dl')).to.include('not in this browser');
    button(card, 'End incident mode').click();
    await stage.pass(1000);
    expect(visibleText(card, '[part=chip]')).to.include('Off');
  });

  it('reminds from 4 h on, by time alone', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(card, stage);
    await stage.pass(4 * HOUR - 5000, HOUR / 2);
    expect(card).to.have.attribute('tone', 'info');
    await stage.pass(6000);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=body]')).to.include('Incident mode has been on for over 4 h');
  });

  it('says that refresh was let go on', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(card, stage);
    hub().pause(stage.base, false);
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]')).to.include('Automatic refresh was let go on');
  });

  it('started in two tabs at once, keeps the first start and both incidents', async () => {
    const stage = at();
    const first = await stage.card(tag);
    const second = await stage.card(tag);
    for (const [card, title] of [
      [first, 'Seen here'],
      [second, 'Seen there'],
    ] as const) {
      one<HTMLInputElement>(card, '[name=title]').value = title;
      one(card, '#start').click();
    }
    await stage.pass(1000);
    expect(type(await kept(stage, tag))).to.deep.equal(['start', 'start']);
    for (const card of [first, second]) {
      expect(visibleText(card, 'dl')).to.include('Seen here');
      expect(visibleText(card)).to.include('Also open: P1 · Seen there');
    }
  });

  it('is still on after a reload, whatever the state-key', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(card, stage);
    card.remove();
    await stage.pass(8000);
    expect(visibleText(await stage.card(tag, 'state-key="other"'), 'dl')).to.include('The pond is dry');
  });

  it('shows markup in a title as the text that it is', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const title = '<img src=x onerror=alert(1)>'.repeat(7);
    await start(card, stage, title);
    expect(all(card, 'img')).to.be.empty;
    expect(visibleText(card, 'dl')).to.include(title);
  });

  it('cannot be changed in a recorded moment', async () => {
    const stage = at();
    const before = new Date().toISOString();
    await stage.pass(2000);
    await start(await stage.card(tag), stage);
    const during = new Date().toISOString();
    for (const [time, tells] of [
      [during, 'The pond is dry'],
      [before, 'Start incident mode'],
    ] as const) {
      const card = await stage.card(tag, `at="${time}"`);
      await until(() => card.getAttribute('phase') === 'replay', 'the recorded moment');
      expect(visibleText(card)).to.include(tells);
      const controls = all<HTMLInputElement>(card, '[part=body] :is(input, select, button)');
      expect(controls).to.not.be.empty;
      for (const control of controls) expect(control.disabled, control.outerHTML).to.equal(true);
    }
  });
});
