import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { hub } from '../../src/data/hub.ts';
import { incidents } from '../../src/domain/incidents/incidents.ts';
import { eventsIn } from '../../src/store/records.ts';
import { cardContract } from './contract.ts';
import { until } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { incidentEvents } from '../../src/domain/incidents/incident-events.ts';
import { readEvents } from '../../src/store/event-log.ts';
import type { Card } from '../../src/card/card.ts';
import type { OperatorEvent } from '../../src/store/records.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-incident-banner';
const MODE = 'mc-incident-mode';
const INCIDENTS = 'mc-incident-escalation';
const HOUR = 3_600_000;

/** Starts incident mode as the card of that name does, in this tab or another. */
async function start(stage: Stage, title = 'The pond is dry'): Promise<void> {
  const { base } = stage;
  const { id } = hub().keep(base, INCIDENTS, { type: 'open', title, tier: 'P0' });
  hub().pause(base, true);
  hub().keep(base, MODE, { type: 'start', incident: id });
  await stage.pass(1000);
}

cardContract({ tag, prepare: (_card, stage) => start(stage) });

describe(`<${tag}> speaks up while incident mode is on`, () => {
  const at = useStage(tag);
  const seen = (card: Card): boolean => card.checkVisibility();

  it('is not there while it is off, and before that is known', async () => {
    const stage = at();
    const card = await stage.card(tag);
    expect(card).to.have.attribute('phase', 'empty');
    expect(seen(card)).to.equal(false);
    card.style.display = 'grid';
    expect(seen(card), 'where the page says how it is laid out').to.equal(false);
    const fresh = stage.place.appendChild(document.createElement(tag) as Card);
    expect(fresh.getAttribute('phase') ?? 'loading').to.equal('loading');
    await fresh.updateComplete;
    expect(seen(fresh)).to.equal(false);
  });

  it('says by itself since when, for what, and that refresh is paused', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(stage);
    expect(seen(card)).to.equal(true);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '.news'))
      .to.match(/P0 · The pond is dry .*On since 2026-03-21 05:40:0\d UTC/)
      .and.to.include('Automatic refresh is paused in every tab');
    expect(all(card, '.news time'), 'ages that would speak up').to.be.empty;
    await stage.pass(2 * HOUR, HOUR / 4);
    expect(visibleText(card, '.end')).to.include('Started 2 h ago');
  });

  it('says that refresh was let go on', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(stage);
    hub().pause(stage.base, false);
    await stage.pass(1000);
    expect(visibleText(card, '.news'))
      .to.include('Automatic refresh was let go on')
      .and.to.not.include('paused');
  });

  it('reminds from 4 h on, by time alone', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(stage);
    await stage.pass(4 * HOUR - 5000, HOUR / 2);
    expect(visibleText(card)).to.not.include('over 4 h');
    await stage.pass(6000);
    expect(visibleText(card, '.news')).to.include('It has been on for over 4 h');
    expect(visibleText(card, '[part=chip]')).to.include('P0 incident · on for over 4 h');
  });

  /** What is kept for the stage's base under a name. */
  const kept = async (stage: Stage, name: string): Promise<OperatorEvent[]> =>
    eventsIn((await hub().store.under(`1/${stage.base}/record/${name}/`)).map(([, value]) => value));
  const focused = (card: Card): Element | null | undefined => card.shadowRoot?.activeElement;

  it('asks for the closing note before it ends, lets refresh go on, and leaves the incident open', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(stage);
    const actions: string[] = [];
    card.addEventListener('mc-action', ({ detail }) => void actions.push(detail.action));
    one(card, '#end').focus();
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(seen(card), 'while it asks').to.equal(true);
    expect(focused(card)).to.have.attribute('name', 'closing');
    expect(visibleText(card, '.end'))
      .to.include('The incident stays open, and the note is kept with it.')
      .and.to.match(/The handoff can be downloaded from the card Incident Mode, for 12 h ?\./);
    await sendKeys({ type: 'The pond is full' });
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000);
    expect(seen(card)).to.equal(false);
    expect(actions).to.deep.equal(['note', 'end']);
    expect((await kept(stage, MODE)).at(-1)).to.include({ type: 'end', text: 'The pond is full' });
    expect(
      incidents(readEvents(incidentEvents, await kept(stage, INCIDENTS)).events)[0]?.notes.map(
        ({ text }) => text,
      ),
    ).to.deep.equal(['The pond is full']);
    expect(hub().pausedSince(stage.base)).to.equal(undefined);
    await start(stage, 'The next one');
    expect(visibleText(card, '#end'), 'not asked for again').to.include('End incident mode…');
  });

  it('ends without a note where none is written', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(stage);
    one(card, '#end').click();
    await stage.pass(10);
    one(card, 'form button').click();
    await stage.pass(1000);
    expect(seen(card)).to.equal(false);
    expect((await kept(stage, INCIDENTS)).map(({ type }) => type)).to.deep.equal(['open']);
  });

  it('leads to the closing note of Incident Mode, where that is to be seen for the same base', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const mode = await stage.card(MODE);
    await start(stage);
    one(card, '#end').click();
    await stage.pass(10);
    expect(focused(mode)).to.have.attribute('name', 'closing');
    expect(all(card, 'form'), 'asked twice').to.be.empty;
    mode.style.display = 'none';
    one(card, '#end').click();
    await stage.pass(10);
    expect(focused(card)).to.have.attribute('name', 'closing');
    one(card, '.quiet').click();
    await stage.pass(10);
    mode.style.display = '';
    mode.setAttribute('api-base', 'https://another.test');
    hub().keep('https://another.test', MODE, { type: 'start' });
    await until(
      () => mode.shadowRoot?.querySelector('[name=closing]:enabled') instanceof Element,
      'the other mode',
    );
    one(card, '#end').click();
    await stage.pass(10);
    expect(focused(card), 'not the end of another one').to.have.attribute('name', 'closing');
  });

  it('takes a double click for one, and can be left on', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await start(stage);
    one(card, '#end').click();
    await stage.pass(10);
    const second = new MouseEvent('click', { detail: 2, bubbles: true, cancelable: true });
    one(card, 'form button').dispatchEvent(second);
    await stage.pass(1000);
    expect(seen(card)).to.equal(true);
    one(card, '.end .quiet').click();
    await stage.pass(10);
    expect(visibleText(card, '#end')).to.include('End incident mode…');
    expect(focused(card)?.id).to.equal('end');
  });

  it('knows a mode without an incident, and one whose incident is not here', async () => {
    const stage = at();
    const card = await stage.card(tag);
    hub().keep(stage.base, MODE, { type: 'start' });
    await stage.pass(1000);
    expect(visibleText(card, '.what')).to.equal('Incident mode is on');
    hub().keep(stage.base, MODE, { type: 'end' });
    hub().keep(stage.base, MODE, { type: 'start', incident: 'gone' });
    await stage.pass(1000);
    expect(visibleText(card, '.news')).to.include('not in this browser');
  });

  it('shows a recorded moment as it was, and nothing can be ended there', async () => {
    const stage = at();
    const before = new Date().toISOString();
    await stage.pass(2000);
    await start(stage);
    const during = new Date().toISOString();
    const on = await stage.card(tag, `at="${during}"`);
    await until(() => on.getAttribute('phase') === 'replay', 'the recorded moment');
    expect(seen(on)).to.equal(true);
    expect(visibleText(on)).to.include('The pond is dry');
    expect(one<HTMLButtonElement>(on, '#end').disabled).to.equal(true);
    const off = await stage.card(tag, `at="${before}"`);
    await until(() => off.getAttribute('phase') === 'replay', 'the moment before');
    expect(seen(off)).to.equal(false);
  });
});
