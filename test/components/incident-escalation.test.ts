import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { hub } from '../../src/data/hub.ts';
import { eventsIn } from '../../src/store/records.ts';
import { cardContract } from './contract.ts';
import { until } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { logSamples } from './support/samples.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { OperatorEvent, NewOperatorEvent } from '../../src/store/records.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-incident-escalation';
const MINUTE = 60_000;

/** Keeps an event on incidents, as any card does. */
const keep = (stage: Stage, event: NewOperatorEvent): OperatorEvent => hub().keep(stage.base, tag, event);
const opened = (stage: Stage, title = 'The pond is dry', tier = 'P1'): string =>
  keep(stage, { type: 'open', title, tier }).id;

/** What is kept for the stage's base. */
async function kept(stage: Stage): Promise<OperatorEvent[]> {
  const found = await hub().store.under(`1/${stage.base}/record/${tag}/`);
  return eventsIn(found.map(([, value]) => value));
}

/** Unfolds what is folded, for all of it has to be looked at. */
const unfold = (card: Card): void => {
  for (const details of all<HTMLDetailsElement>(card, '[part=body] details')) details.open = true;
};

cardContract({
  tag,
  prepare: async (card, stage) => {
    const id = opened(stage, 'x'.repeat(200), 'P0');
    keep(stage, { type: 'note', incident: id, text: 'Pump is on '.repeat(20) });
    keep(stage, { type: 'resolve', incident: opened(stage, 'Slow ducks', 'P3'), text: 'Fed' });
    await stage.pass(1000);
    unfold(card);
  },
});

describe(`<${tag}> keeps incidents`, () => {
  const at = useStage(tag);
  const list = (card: Card): string[] => all(card, '#open summary').map((each) => each.innerText);
  const button = (card: Card, label: string): HTMLElement => {
    const found = all(card, 'button').find(({ textContent }) => textContent.trim() === label);
    if (!found) throw new Error(`no button ${label}: ${visibleText(card)}`);
    return found;
  };
  const choose = (card: Card, selector: string, value: string): void => {
    const select = one<HTMLSelectElement>(card, selector);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  };

  it('is calm without any, and says how far that goes', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('phase', 'empty');
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card, '[part=chip]')).to.include('None open');
    expect(visibleText(card, 'dl')).to.include('0').and.to.include('as far as this browser was told');
    expect(at().asked, 'asks nothing').to.be.empty;
  });

  it('opens, notes, resolves and reopens by keyboard, while nothing answers', async () => {
    const stage = at();
    stage.mute = true;
    const card = await stage.card(tag);
    const actions: string[] = [];
    card.addEventListener('mc-action', ({ detail }) => void actions.push(detail.action));
    one(card, '[name=title]').focus();
    await sendKeys({ type: '  The pond is dry ' });
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000);
    expect(list(card).join()).to.match(/P1 The pond is dry\s+opened (1 s ago|just now)/);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('1 open · P1');
    expect(one<HTMLInputElement>(card, '[name=title]').value).to.equal('');
    one(card, '#open summary').focus();
    await sendKeys({ press: 'Enter' });
    one(card, '[name=text]').focus();
    await sendKeys({ type: 'Pump is on' });
    await sendKeys({ press: 'Enter' });
    await stage.pass(MINUTE);
    expect(visibleText(card, '.notes')).to.match(/Pump is on 2026-03-21 05:40:0\d UTC/);
    expect(list(card).join(), 'its duration runs').to.include('opened 1 min ago');
    one<HTMLInputElement>(card, '[name=text]').value = 'Refilled';
    button(card, 'Resolve').focus();
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000);
    expect(list(card)).to.be.empty;
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card)).to.include('Resolved “The pond is dry”.');
    expect(card.shadowRoot?.activeElement?.id, 'the focus').to.equal('undo');
    unfold(card);
    expect(visibleText(card, '#resolved'))
      .to.match(/The pond is dry .*after 1 min/)
      .and.to.include('Refilled');
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000);
    expect(list(card).join()).to.include('again');
    expect(card.shadowRoot?.activeElement?.localName, 'the focus').to.equal('summary');
    expect(all(card, '#undo')).to.be.empty;
    expect(visibleText(card, '.notes'), 'what closed it is a note now').to.include('Refilled');
    expect(actions).to.deep.equal(['open', 'note', 'resolve', 'reopen']);
    expect(stage.asked).to.be.empty;
  });

  it('opens nothing without a title, and notes nothing without words', async () => {
    const stage = at();
    opened(stage);
    const card = await stage.card(tag);
    unfold(card);
    one<HTMLInputElement>(card, '[name=title]').value = '   ';
    button(card, 'Open incident').click();
    button(card, 'Add note').click();
    await stage.pass(1000);
    expect(await kept(stage)).to.have.length(1);
  });

  it('lists the worst first, changes a tier, and reopens what was resolved before', async () => {
    const stage = at();
    const id = opened(stage, 'Slow ducks', 'P3');
    opened(stage, 'No eggs', 'P2');
    keep(stage, { type: 'resolve', incident: opened(stage, 'Long gone', 'P0') });
    const card = await stage.card(tag);
    const titles = () => list(card).map((each) => /P\d [\w ]+/.exec(each)?.[0]);
    expect(titles()).to.deep.equal(['P2 No eggs', 'P3 Slow ducks']);
    expect(card).to.have.attribute('tone', 'warn');
    unfold(card);
    choose(card, `[data-id="${id}"] select`, 'P0');
    await stage.pass(1000);
    expect(titles()).to.deep.equal(['P0 Slow ducks', 'P2 No eggs']);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, 'dl')).to.include('worst P0, act within 15 min');
    button(card, 'Reopen').click();
    await stage.pass(1000);
    expect(titles()).to.include('P0 Long gone');
    expect(all(card, '#resolved')).to.be.empty;
  });

  const tones = { P0: 'bad', P1: 'bad', P2: 'warn', P3: 'info' };
  for (const [tier, tone] of Object.entries(tones))
    it(`is ${tone} with a ${tier} open`, async () => {
      const stage = at();
      opened(stage, 'A', tier);
      expect(await stage.card(tag)).to.have.attribute('tone', tone);
    });

  it('suggests the tier of the worst anomaly, says that it only suggests, and lets another be chosen', async () => {
    const stage = at();
    await logSamples(stage, 'missionControlAnomalyLog', [
      {
        ago: 2,
        found: [
          { id: 'fleet-dead', title: 'The whole fleet is dead', score: 92 },
          { id: 'agent-slow', title: 'Agents are slow', score: 40 },
        ],
      },
    ]);
    const card = await stage.card(tag);
    const select = one<HTMLSelectElement>(card, '[name=tier]');
    expect(select.value).to.equal('P0');
    expect(one(card, '#new').textContent.replace(/\s+/g, ' '))
      .to.match(/Suggested: P0, for “The whole fleet is dead” \(score 92\), found 2 min ago/)
      .and.to.include('only a suggestion');
    choose(card, '[name=tier]', 'P2');
    await stage.pass(1000);
    one<HTMLInputElement>(card, '[name=title]').value = 'Ducks away';
    button(card, 'Open incident').click();
    await stage.pass(1000);
    expect(list(card).join()).to.include('P2 Ducks away');
    expect(select.value, 'the next one is suggested again').to.equal('P0');
    await stage.pass(13 * MINUTE, MINUTE);
    expect(visibleText(card, '#new')).to.include('has not looked for anomalies for 15 min');
    expect(select.value).to.equal('P1');
  });

  it('suggests nothing where nothing was found', async () => {
    const stage = at();
    await logSamples(stage, 'missionControlAnomalyLog', [{ ago: 1, found: [] }]);
    expect(visibleText(await stage.card(tag), '#new')).to.include('no anomaly was found 1 min ago');
  });

  it('says which incident incident mode is on for, and which come from the older page', async () => {
    const stage = at();
    const incident = opened(stage, 'No eggs');
    keep(stage, { type: 'open', title: 'Old one', tier: 'P0', was: 'P1', imported: true });
    hub().keep(stage.base, 'mc-incident-mode', { type: 'start', incident });
    const card = await stage.card(tag);
    unfold(card);
    expect(visibleText(card, `[data-id="${incident}"]`)).to.include('Incident mode is on for it');
    expect(visibleText(card, '#open')).to.match(/P0 Old one .*It was a P1 on the older page/);
    expect(visibleText(card, '#open').match(/older page/g)).to.have.length(1);
  });

  it('is one model, whatever the state-key', async () => {
    const stage = at();
    const card = await stage.card(tag, 'state-key="other"');
    one<HTMLInputElement>(card, '[name=title]').value = 'No eggs';
    button(card, 'Open incident').click();
    await stage.pass(1000);
    expect((await kept(stage))[0]).to.include({ type: 'open', title: 'No eggs', tier: 'P1' });
  });

  it('shows markup in a title and a note as the text that it is', async () => {
    const stage = at();
    const text = '<img src=x onerror=alert(1)>';
    keep(stage, { type: 'note', incident: opened(stage, text), text });
    const card = await stage.card(tag);
    expect(all(card, 'img')).to.be.empty;
    expect(visibleText(card, '#open').split(text).length - 1).to.equal(2);
  });

  it('cannot be changed in a recorded moment', async () => {
    const stage = at();
    opened(stage);
    keep(stage, { type: 'resolve', incident: opened(stage, 'Gone') });
    await stage.pass(1000);
    const then = new Date().toISOString();
    await stage.pass(1000);
    opened(stage, 'Came later');
    await stage.pass(1000);
    const card = await stage.card(tag, `at="${then}"`);
    await until(() => list(card).length > 0, 'the recorded list');
    expect(list(card)).to.have.length(1);
    for (const control of all<HTMLInputElement>(card, '[part=body] :is(input, select, button)'))
      expect(control.disabled, control.outerHTML).to.equal(true);
  });
});
