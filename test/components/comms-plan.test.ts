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

const tag = 'mc-comms-plan';
const INCIDENTS = 'mc-incident-escalation';
const MINUTE = 60_000;

const opened = (stage: Stage, title = 'The alias drifted', tier = 'P1'): string =>
  hub().keep(stage.base, INCIDENTS, { type: 'open', title, tier }).id;

/** The card with its part, which is loaded when it is first shown. */
async function shown(card: Card): Promise<Card> {
  await until(() => all(card, 'textarea').length > 0, 'the part of the card');
  return card;
}

cardContract({
  tag,
  prepare: async (card, stage) => {
    const incident = opened(stage, 'x'.repeat(200));
    const more = { incident, audience: 'customers', phase: 'acknowledge' };
    hub().keep(stage.base, tag, { type: 'tell', ...more, text: 'y'.repeat(400), headline: 'z' });
    await stage.pass(1000);
    await shown(card);
    for (const details of all<HTMLDetailsElement>(card, '[part=body] details')) details.open = true;
  },
});

describe(`<${tag}> says who is to be told what, and when`, () => {
  const at = useStage(tag);
  before(() => import('../../components/comms-plan/messages.ts'));
  afterEach(() => sinon.restore());

  const card = async (stage: Stage, attributes = ''): Promise<Card> =>
    shown(await stage.card(tag, attributes));
  const text = (of: Card): string => one<HTMLTextAreaElement>(of, 'textarea').value;
  const flat = (of: Card, selector: string): string =>
    all(of, selector)
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
      .join(' | ');
  const choose = async (of: Card, stage: Stage, name: string, value: string): Promise<void> => {
    const select = one<HTMLSelectElement>(of, `select[name=${name}]`);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await stage.pass(10);
  };
  const write = async (of: Card, stage: Stage, value: string, leaves = false): Promise<void> => {
    const area = one<HTMLTextAreaElement>(of, 'textarea');
    area.value = value;
    area.dispatchEvent(new Event('input', { bubbles: true }));
    if (leaves) area.dispatchEvent(new Event('change', { bubbles: true }));
    await stage.pass(10);
  };
  const tell = async (of: Card, stage: Stage): Promise<void> => {
    one(of, '#tell').click();
    await stage.pass(10);
  };
  const name = async (of: Card, stage: Stage, role: string, value: string): Promise<void> => {
    const input = one<HTMLInputElement>(of, `input[name=${role}]`);
    input.value = value;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await stage.pass(10);
  };
  async function kept(stage: Stage): Promise<OperatorEvent[]> {
    const found = await hub().store.under(`1/${stage.base}/record/${tag}/`);
    return eventsIn(found.map(([, value]) => value));
  }

  it('is calm without an incident, and prepares a message all the same', async () => {
    const stage = at();
    const plan = await card(stage);
    expect(plan).to.have.attribute('tone', 'info');
    expect(visibleText(plan, '[part=chip]')).to.include('No open incident');
    expect(visibleText(plan, '[part=body]')).to.include('No incident is open');
    await choose(plan, stage, 'audience', 'customers');
    expect(text(plan)).to.match(/^We know of a problem/);
    expect(all(plan, '[part=body] > .results'), 'no timers').to.be.empty;
    expect(stage.asked, 'asks nothing').to.be.empty;
  });

  it('counts down to the first message, and is overdue at its limit by time alone', async () => {
    const stage = at();
    opened(stage);
    const plan = await card(stage);
    expect(flat(plan, 'dl')).to.match(/Next update due in (5 min|4 min \d+ s)/);
    expect(visibleText(plan, '[part=chip]')).to.include('On time');
    await stage.pass(3 * MINUTE, MINUTE);
    expect(flat(plan, 'dl')).to.match(/Next update due in (2 min|1 min \d+ s)/);
    await stage.pass(2 * MINUTE, 10_000);
    expect(plan).to.have.attribute('tone', 'bad');
    expect(visibleText(plan, '[part=chip]')).to.include('4 updates overdue');
    expect(flat(plan, 'dl .bad')).to.equal('overdue');
    expect(flat(plan, '.results .bad')).to.include('overdue, was due');
  });

  it('resets the timer by what is recorded as told: 5 min, then 20; inside 30', async () => {
    const stage = at();
    opened(stage);
    const plan = await card(stage);
    const line = (title: string) =>
      all(plan, '[part=body] > .results li')
        .map(({ textContent }) => textContent.replace(/\s+/g, ' '))
        .find((each) => each.includes(title)) ?? '';
    await choose(plan, stage, 'audience', 'customers');
    await tell(plan, stage);
    expect(line('Customers')).to.match(/due in (5 min|4 min 59 s)/);
    expect(one<HTMLSelectElement>(plan, '[name=phase]').value, 'the next phase').to.equal('impact');
    await stage.pass(MINUTE, 10_000);
    await tell(plan, stage);
    expect(line('Customers')).to.match(/due in (20 min|19 min 59 s)/);
    await choose(plan, stage, 'audience', 'internal');
    await tell(plan, stage);
    expect(line('Internal')).to.match(/due in (30 min|29 min 59 s)/);
    expect(line('Social')).to.match(/due in [34] min/);
    await choose(plan, stage, 'audience', 'social');
    one(plan, '#spare').click();
    await stage.pass(10);
    expect(line('Social')).to.include('not needed');
    expect(flat(plan, '#spare')).to.equal('Needed again');
  });

  it('drafts for customers in plain words what was found, and drafts anew with the audience', async () => {
    const stage = at();
    opened(stage);
    await logSamples(stage, 'missionControlAnomalyLog', [
      { ago: 1, found: [{ id: 'pecks-failing', title: 'Pecks fail', score: 75 }] },
    ]);
    const plan = await card(stage);
    expect(text(plan), 'responders first').to.include('The alias drifted').and.to.include('Pecks fail');
    await choose(plan, stage, 'audience', 'customers');
    expect(text(plan)).to.include('peck requests do not go through').and.to.not.include('alias');
    expect(visibleText(plan, '#flags')).to.include('Nothing was flagged');
    expect(flat(plan, '[part=body] > small')).to.include('found 1 min ago');
  });

  it('flags jargon, forecasts and names while they are typed, by keyboard', async () => {
    const stage = at();
    opened(stage);
    const plan = await card(stage);
    await name(plan, stage, 'support', 'Ada Lovelace');
    await choose(plan, stage, 'audience', 'customers');
    expect(flat(plan, '[part=body] > small')).to.include('the support lead (Ada Lovelace)');
    const area = one<HTMLTextAreaElement>(plan, 'textarea');
    area.focus();
    area.select();
    await sendKeys({ type: 'Ada fixes the Lambda in 10 minutes.' });
    await stage.pass(10);
    expect(flat(plan, '#flags'))
      .to.include('3 things')
      .and.to.include('“Lambda” is jargon')
      .and.to.include('“in 10 minutes”')
      .and.to.include('“Ada” is a person’s name');
    expect(area.getAttribute('aria-describedby')).to.equal('flags');
    await choose(plan, stage, 'phase', 'resolved');
    expect(flat(plan, '#flags')).to.include('whether data was lost');
    await write(plan, stage, 'The problem is over. No data was lost.');
    expect(flat(plan, '#flags')).to.include('Nothing was flagged');
  });

  it('keeps what is typed through renders, and what was left through a reload', async () => {
    const stage = at();
    opened(stage);
    const plan = await card(stage);
    await choose(plan, stage, 'audience', 'customers');
    await write(plan, stage, 'Typed');
    plan.requestUpdate();
    await stage.pass(6 * MINUTE, MINUTE);
    expect(text(plan), 'though others are overdue now').to.equal('Typed');
    expect(one<HTMLSelectElement>(plan, '[name=audience]').value).to.equal('customers');
    await choose(plan, stage, 'audience', 'social');
    expect(text(plan)).to.not.equal('Typed');
    await choose(plan, stage, 'audience', 'customers');
    expect(text(plan)).to.equal('Typed');
    await write(plan, stage, 'Left', true);
    plan.remove();
    await stage.pass(8000);
    const again = await card(stage);
    await choose(again, stage, 'audience', 'customers');
    expect(text(again)).to.equal('Left');
    one(again, '#revert').click();
    await stage.pass(10);
    expect(text(again)).to.match(/^We know of a problem/);
    expect(again.shadowRoot?.activeElement?.id, 'the focus').to.equal('bring-back');
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(text(again)).to.equal('Left');
    expect(all(again, '#bring-back')).to.be.empty;
  });

  it('records who was told what and when, in UTC, and takes it back', async () => {
    const stage = at();
    const incident = opened(stage);
    const plan = await card(stage);
    const actions: string[] = [];
    plan.addEventListener('mc-action', ({ detail }) => void actions.push(detail.action));
    await choose(plan, stage, 'audience', 'customers');
    await write(plan, stage, 'We look into it.');
    one(plan, '#tell').focus();
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(plan.shadowRoot?.activeElement?.id, 'the focus').to.equal('undo');
    one<HTMLDetailsElement>(plan, '#history').open = true;
    expect(flat(plan, '#history')).to.match(
      /1 message .*2026-03-21 05:40:0\d UTC · Customers · Investigating · The alias drifted We look into it\./,
    );
    expect((await kept(stage)).at(-1)).to.include({
      type: 'tell',
      incident,
      audience: 'customers',
      phase: 'acknowledge',
      text: 'We look into it.',
    });
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(all(plan, '#history')).to.be.empty;
    expect(visibleText(plan, '[part=body]')).to.include('Nobody was told anything yet');
    expect(plan.shadowRoot?.activeElement?.id, 'the focus').to.equal('retell');
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(flat(plan, '#history')).to.match(/1 message .*We look into it\./);
    expect(all(plan, '#retell')).to.be.empty;
    expect(actions.filter((each) => each !== 'draft')).to.deep.equal(['tell', 'untell', 'restore']);
  });

  it('copies as Markdown, cState and Statuspage JSON; where it may not, it shows and selects the text', async () => {
    const stage = at();
    opened(stage);
    const plan = await card(stage);
    await choose(plan, stage, 'audience', 'customers');
    await write(plan, stage, 'We look into it.');
    const write_ = sinon.stub(navigator.clipboard, 'writeText').resolves();
    const copy = async (format: string): Promise<string> => {
      one(plan, `[data-format=${format}]`).click();
      await stage.pass(10);
      return String(write_.lastCall.args[0]);
    };
    expect(await copy('markdown')).to.match(
      /^## Investigating: .*\n\n\*2026-03-21 05:40:0\d UTC · Customers/,
    );
    expect(visibleText(plan, '#result')).to.include('Copied as Markdown');
    expect(await copy('cstate')).to.match(/^---\ntitle: ".*"\ndate: 2026-03-21T05:40:0/);
    const { incident } = JSON.parse(await copy('statuspage')) as { incident: Record<string, string> };
    expect(incident).to.include({
      status: 'investigating',
      impact_override: 'major',
      body: 'We look into it.',
    });
    expect(await kept(stage), 'nothing was told by that').to.be.empty;
    write_.rejects(new Error('not allowed'));
    await copy('statuspage');
    await until(() => all(plan, '#copied').length > 0, 'the text');
    expect(JSON.parse(one(plan, '#copied').textContent)).to.have.property('incident');
    expect(visibleText(plan, '#result')).to.include('Ctrl+C');
  });

  it('shows the incident of incident mode first, and lets another be chosen', async () => {
    const stage = at();
    const quiet = opened(stage, 'Slow ducks', 'P3');
    opened(stage, 'No eggs', 'P0');
    const plan = await card(stage);
    expect(flat(plan, 'dl')).to.include('No eggs');
    hub().keep(stage.base, 'mc-incident-mode', { type: 'start', incident: quiet });
    await stage.pass(10);
    expect(flat(plan, 'dl')).to.include('Slow ducks');
    const [, other] = one<HTMLSelectElement>(plan, 'select[name=incident]').options;
    await choose(plan, stage, 'incident', other?.value ?? '');
    expect(flat(plan, 'dl')).to.include('No eggs');
    expect(text(plan)).to.include('No eggs');
  });

  it('asks for the end of an incident that somebody knows of, and is calm after that', async () => {
    const stage = at();
    const incident = opened(stage);
    hub().keep(stage.base, tag, {
      type: 'tell',
      incident,
      audience: 'customers',
      phase: 'impact',
      text: 'x',
    });
    await stage.pass(1000);
    hub().keep(stage.base, INCIDENTS, { type: 'resolve', incident });
    const plan = await card(stage);
    expect(one<HTMLSelectElement>(plan, '[name=audience]').value).to.equal('customers');
    expect(one<HTMLSelectElement>(plan, '[name=phase]').value).to.equal('resolved');
    expect(flat(plan, '#flags')).to.include('data');
    await write(plan, stage, 'The problem is over. No data was lost.');
    await tell(plan, stage);
    expect(visibleText(plan, '[part=chip]')).to.include('No open incident');
  });

  it('records nothing that is empty', async () => {
    const stage = at();
    const plan = await card(stage);
    await write(plan, stage, '  ');
    expect(one<HTMLButtonElement>(plan, '#tell').disabled).to.equal(true);
    expect(flat(plan, '#flags')).to.include('nothing to send');
  });

  it('shows markup in a title and a message as the text that it is', async () => {
    const stage = at();
    const evil = '<img src=x onerror=alert(1)>';
    opened(stage, evil);
    const plan = await card(stage);
    await write(plan, stage, evil);
    await tell(plan, stage);
    expect(all(plan, 'img')).to.be.empty;
    expect(visibleText(plan, 'dl')).to.include(evil);
    expect(visibleText(plan, '#history')).to.include(evil);
  });

  it('cannot be changed in a recorded moment, but copied', async () => {
    const stage = at();
    opened(stage);
    await stage.pass(1000);
    const then = new Date().toISOString();
    await stage.pass(6 * MINUTE, MINUTE);
    const plan = await card(stage, `at="${then}"`);
    expect(plan).to.have.attribute('phase', 'replay');
    expect(visibleText(plan, '[part=chip]'), 'as it was').to.include('On time');
    const off = all<HTMLButtonElement>(plan, '[part=body] :is(input, textarea, #tell, #spare)');
    expect(off).to.have.length(6);
    for (const control of off) expect(control.disabled, control.outerHTML).to.equal(true);
    expect(one<HTMLButtonElement>(plan, '[data-format=markdown]').disabled).to.equal(false);
  });
});
