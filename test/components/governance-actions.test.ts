import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import { hub } from '../../src/data/hub.ts';
import { readMarkdown } from '../../src/data/markdown-file.ts';
import { readGovernanceLog } from '../../src/domain/governance/governance-log.ts';
import { eventsIn } from '../../src/store/records.ts';
import { cardContract } from './contract.ts';
import { until } from './support/quiet.ts';
import { all, injected, one, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { START, useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { OperatorEvent } from '../../src/store/records.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-governance-actions';
const HOUR = 3_600_000;

/** What is kept for the stage's base. */
async function kept({ base }: Stage): Promise<OperatorEvent[]> {
  const found = await hub().store.under(`1/${base}/record/${tag}/`);
  return eventsIn(found.map(([, value]) => value));
}

/** Types into the form that holds a button of these words, and presses it. */
async function send(
  card: Card,
  stage: Stage,
  label: string,
  typed: Record<string, string> = {},
): Promise<void> {
  const button = all(card, 'form button').find(({ textContent }) => textContent.trim() === label);
  const form = button?.closest('form');
  if (!button || !form) throw new Error(`no button ${label}: ${visibleText(card)}`);
  for (const [name, value] of Object.entries(typed)) {
    const input = form.querySelector<HTMLInputElement>(`[name=${name}]`);
    if (!input) throw new Error(`no field ${name} beside ${label}`);
    input.value = value;
  }
  button.click();
  await stage.pass(1000);
}

const REQUEST = { request: 'CHG-7', version: '42', reason: 'Faster hatching' };
const FREEZE = { reason: 'End of the quarter', operator: 'Grace', from: '', until: '2026-03-21 06:40' };

cardContract({
  tag,
  prepare: async (card, stage) => {
    await send(card, stage, 'Open request', REQUEST);
    await send(card, stage, 'Start freeze', FREEZE);
  },
});

describe(`<${tag}> records requests, approvals and freezes`, () => {
  const at = useStage(tag);
  const reported = (card: Card): string => visibleText(card, '#result');
  const wrong = (card: Card): string => visibleText(card, '#wrong');
  const chip = (card: Card): string => visibleText(card, '[part=chip]');
  /** The card beside a site that names an approver. */
  async function approved(
    config: object = {},
    files: Record<string, string> = {},
    tells = 'was read',
  ): Promise<Card> {
    const stage = at();
    const card = await stage.card(tag);
    const site = { approver: 'Release lead', files: { governance_log: 'GOVERNANCE-LOG.md' }, ...config };
    await configure(card, stage, site, { 'GOVERNANCE-LOG.md': '', ...files }, tells);
    return card;
  }

  it('opens, approves and closes a request, and writes each down', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await send(card, stage, 'Open request', { ...REQUEST, version: 'v42' });
    expect(reported(card)).to.equal('Request CHG-7 was opened.');
    expect(chip(card)).to.include('1 open · 1 to approve');
    expect(visibleText(card, '#requests')).to.match(
      /CHG-7 for version 42.*Faster hatching.*05:40:0\d UTC.*not approved/,
    );
    await send(card, stage, 'Approve', { approver: 'Ada' });
    expect(visibleText(card, '#requests')).to.match(/approved 2026-03-21 05:40:0\d UTC by Ada/);
    expect(chip(card)).to.include('1 open · all approved');
    await send(card, stage, 'Close CHG-7');
    expect(chip(card)).to.include('No request open');
    expect(card).to.have.attribute('tone', 'info');
    const events = await kept(stage);
    expect(events.map(({ type, request }) => [type, request])).to.deep.equal([
      ['open', 'CHG-7'],
      ['approve', 'CHG-7'],
      ['close', 'CHG-7'],
    ]);
    expect(events[0]).to.include({ version: '42', reason: 'Faster hatching' });
    expect(events[1]).to.include({ approver: 'Ada' });
    expect(visibleText(card, '#trail')).to.include('3 records').and.to.include('Request closed');
  });

  it('by keyboard, and says what is wrong at the field that it is about', async () => {
    const stage = at();
    const card = await stage.card(tag);
    one(card, '#new-request [name=request]').focus();
    await sendKeys({ type: 'CHG-8' });
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000);
    expect(wrong(card)).to.match(/no version number.*like 42/);
    const field = one(card, '#new-request [name=version]');
    expect(card.shadowRoot?.activeElement).to.equal(field);
    expect(field).to.have.attribute('aria-invalid', 'true');
    expect(field).to.have.attribute('aria-describedby', 'wrong');
    expect(one<HTMLInputElement>(card, '#new-request [name=request]').value, 'what was typed stays').to.equal(
      'CHG-8',
    );
    await sendKeys({ type: '42' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Why not' });
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000);
    expect(reported(card)).to.include('CHG-8 was opened');
    expect(all(card, '#wrong')).to.be.empty;
    expect(await kept(stage)).to.have.length(1);
  });

  it('corrects an open request, which takes back its approval, and says so', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await send(card, stage, 'Open request', REQUEST);
    await send(card, stage, 'Approve', { approver: 'Ada' });
    await send(card, stage, 'Open request', { ...REQUEST, version: '43' });
    expect(reported(card)).to.include('corrected, so it has to be approved again');
    expect(chip(card)).to.include('1 to approve');
  });

  it('wants a name for an approval', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await send(card, stage, 'Open request', REQUEST);
    await send(card, stage, 'Approve', { approver: '  ' });
    expect(wrong(card)).to.include('The approval names nobody');
    expect(await kept(stage)).to.have.length(1);
  });

  it('a freeze disables approvals, but not opening and closing, and ends by itself', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await send(card, stage, 'Open request', REQUEST);
    await send(card, stage, 'Start freeze', FREEZE);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, 'dl')).to.match(/Change freeze on until 2026-03-21 06:40:00 UTC/);
    expect(visibleText(card, '#freezes')).to.include('End of the quarter').and.to.include('started by Grace');
    const approve = all<HTMLButtonElement>(card, 'button').find(
      ({ textContent }) => textContent === 'Approve',
    );
    expect(approve?.disabled).to.equal(true);
    expect(visibleText(card, '#requests')).to.include('Approvals wait until the freeze is over');
    await send(card, stage, 'Open request', { ...REQUEST, request: 'CHG-8' });
    await send(card, stage, 'Close CHG-7');
    expect(chip(card)).to.include('Frozen · 1 open');
    await stage.pass(HOUR, HOUR / 4);
    expect(card).to.have.attribute('tone', 'info');
    expect(all(card, '#freezes')).to.be.empty;
    await send(card, stage, 'Approve', { approver: 'Ada' });
    expect(chip(card)).to.include('all approved');
  });

  it('names what is wrong with a window, and keeps nothing', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const cases: [Partial<typeof FREEZE>, RegExp][] = [
      [{ reason: '' }, /no reason/],
      [{ operator: '' }, /Nobody starts/],
      [{ from: '2026-03-20 05:00' }, /“From” is in the past/],
      [{ until: '2026-03-20 05:00' }, /“Until” is in the past/],
      [{ from: '2026-03-22 05:00', until: '2026-03-22 04:00' }, /not after “From”/],
      [{ until: '2026-05-21 05:00' }, /at most 30 d/],
      [{ until: 'Friday' }, /no time.*UTC/],
    ];
    for (const [bent, sentence] of cases) {
      await send(card, stage, 'Start freeze', { ...FREEZE, ...bent });
      expect(wrong(card)).to.match(sentence);
    }
    expect(await kept(stage)).to.be.empty;
  });

  it('extends a freeze, and ends it early with the approver’s name typed exactly', async () => {
    const stage = at();
    const card = await approved();
    await send(card, stage, 'Start freeze', FREEZE);
    await send(card, stage, 'Extend', { until: '2026-03-21 06:00' });
    expect(wrong(card)).to.include('does not lengthen');
    await send(card, stage, 'Extend', { until: '2026-03-21 08:00' });
    expect(visibleText(card, 'dl')).to.include('until 2026-03-21 08:00:00 UTC');
    expect(visibleText(card, '#freezes')).to.include('It proves nothing about who typed it');
    for (const approver of ['', 'release lead', 'Grace']) {
      await send(card, stage, 'End early', { approver });
      expect(wrong(card)).to.match(approver ? /not the site’s approver/ : /Nobody ends/);
    }
    await send(card, stage, 'End early', { approver: ' Release lead ' });
    expect(card).to.have.attribute('tone', 'info');
    const events = await kept(stage);
    expect(events.map(({ type }) => type)).to.deep.equal(['freeze', 'extend', 'end']);
    expect(events[2]).to.include({ freeze: events[0]?.id, approver: 'Release lead' });
  });

  it('takes any name where no approver is configured, and says so', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await send(card, stage, 'Start freeze', FREEZE);
    expect(visibleText(card, '#freezes')).to.include('No approver is configured');
    await send(card, stage, 'End early', { approver: 'Ada' });
    expect(reported(card)).to.include('ended early, with the name of Ada');
  });

  it('cannot end what the configuration declares, and says why; one that does not count is named', async () => {
    const freezes = [
      { reason: 'Holidays', from: '2026-03-21T00:00:00Z', until: '2026-03-22T00:00:00Z' },
      { reason: 'No end', from: '2026-03-21T00:00:00Z' },
    ];
    const card = await approved({ freezes }, {}, 'Holidays');
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '#freezes')).to.match(
      /cannot be ended here: change freezes in the site’s configuration/,
    );
    expect(all(card, '#freezes form')).to.be.empty;
    expect(visibleText(card)).to.include('freezes[1]');
  });

  it('shows requests of the site’s log beside its own, and names rows that do not fit', async () => {
    const stage = at();
    const head =
      '| Request id | Opened | Target version | Reason | Approver | Approved | Closed |\n|--|--|--|--|--|--|--|\n';
    const log = `${head}| CHG-1 | 2026-03-21 05:20 UTC | v41 | Older | | | |\n| <img src=x> | noon | | | | | |\n`;
    const card = await approved({}, { 'GOVERNANCE-LOG.md': log }, 'CHG-1');
    expect(visibleText(card, '#requests')).to.include('in the site’s log');
    expect(visibleText(card, '#problems'))
      .to.include('1 row does not fit')
      .and.to.include('Line 4 | <img src=x> | noon');
    expect(injected(card)).to.be.empty;
    await send(card, stage, 'Approve', { approver: 'Ada' });
    expect(chip(card)).to.include('all approved');
    await send(card, stage, 'Close CHG-1');
    expect(chip(card)).to.include('No request open');
  });

  it('says which key names the site’s log', async () => {
    expect(visibleText(await at().card(tag))).to.include('set files.governance_log');
  });

  it('exports the log, which reads back', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await send(card, stage, 'Open request', REQUEST);
    const write = sinon.stub(navigator.clipboard, 'writeText').resolves();
    try {
      one(card, '#copy').click();
      await until(() => reported(card).includes('copied'), 'the copy');
      const text = write.firstCall.args[0];
      expect(readGovernanceLog(readMarkdown(text)).requests.map(({ request }) => request)).to.deep.equal([
        'CHG-7',
      ]);
      expect(all(card, '.report')).to.be.empty;
      write.rejects();
      one(card, '#copy').click();
      await until(() => reported(card).includes('press Ctrl+C'), 'the selection');
      expect(visibleText(card, '.report')).to.include('| CHG-7 |');
    } finally {
      write.restore();
    }
  });

  it('keeps both of two tabs that write at once', async () => {
    const stage = at();
    const first = await stage.card(tag);
    const second = await stage.card(tag);
    for (const [card, request] of [
      [first, 'CHG-1'],
      [second, 'CHG-2'],
    ] as const) {
      const form = one<HTMLFormElement>(card, '#new-request form');
      for (const [name, value] of Object.entries({ ...REQUEST, request })) {
        const input = form.querySelector<HTMLInputElement>(`[name=${name}]`);
        if (input) input.value = value;
      }
      form.requestSubmit();
    }
    await stage.pass(1000);
    for (const card of [first, second])
      expect(visibleText(card, '#requests')).to.include('CHG-1').and.to.include('CHG-2');
  });

  it('lists what was used, and shows hostile records as text', async () => {
    const stage = at();
    const { base } = stage;
    const nasty = '<img src=x onerror="window.pwned=1">';
    hub().keep(base, tag, {
      type: 'use',
      action: 'shift',
      version: '42',
      weight: 0.1,
      operator: nasty,
      request: 'CHG-7',
      line: 'aws lambda x',
      outcome: 'copied',
    });
    hub().keep(base, tag, { type: 'open', request: nasty, version: { a: 1 } });
    hub().keep(base, tag, { type: 'freeze', from: 'now' });
    hub().keep(base, tag, { type: 'freeze', from: START, until: START + HOUR, reason: nasty });
    const card = await stage.card(tag);
    one<HTMLDetailsElement>(card, '#trail').open = true;
    expect(visibleText(card, '#trail'))
      .to.include('Shift, version 42, 10% of the calls')
      .and.to.include('aws lambda x');
    expect(injected(card)).to.be.empty;
    expect(visibleText(card)).to.include('IAM');
  });
});
