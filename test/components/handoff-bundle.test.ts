import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import { hub } from '../../src/data/hub.ts';
import { until } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-handoff-bundle';

// The bundle tells exact times, which are others later.
cardContract({ tag, ageing: true });

describe(`<${tag}> hands a shift over`, () => {
  const at = useStage(tag);
  const report = (card: Card): string => one(card, '.report code').textContent;
  const press = async (card: Card, id: string): Promise<void> => {
    one(card, `#${id}`).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => one(card, '#result').textContent !== '', 'a word of what was done');
  };
  const status = (answer: Record<string, unknown>) => ({
    ...answer,
    lambda: { function: 'beak-api', version: '42', runtime: 'nodejs22.x', memory_mb: 256 },
    lambda_alias_version: '42',
    ses: { sandbox: true },
    sns: { sandbox: false },
    peck_protocol: { succeeded: 60, failed: 40, failure_breakdown: { denied: 30 } },
    release: { stable: '42', routing: {} },
  });
  afterEach(() => sinon.restore());

  it('tells build, drift, sandbox, peck failures and shift notes', async () => {
    const stage = at();
    stage.bend = status;
    hub().keep(stage.base, 'mc-shift-log', { type: 'add', text: 'Feed the ducks' });
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(report(card).match(/^## .*/gm)).to.deep.equal([
      '## Problems',
      '## Build',
      '## Alias drift',
      '## Sandbox',
      '## Peck failures',
      '## Shift notes',
      '## Missing or stale',
    ]);
    expect(report(card))
      .to.match(
        /^- Function: beak-api\n- Version: 42\n- Runtime: nodejs22\.x\n- Memory: 256 MB\n- Modified: not told$/m,
      )
      .and.to.match(/^In parity – /m)
      .and.to.match(/^- SES: sandbox\n- SNS: production$/m)
      .and.to.match(/^Pecks: 40% fail .*In all: denied 30\.$/m)
      .and.to.match(/^- 2026-03-21 05:40:00 UTC: Feed the ducks$/m);
    expect(visibleText(card, '[part=chip]')).to.include('In parity · 1 note');
    expect(report(card)).to.match(/^- 40% of pecks fail \(limit 30%\)\. .*Next: /m);
    expect(card, 'an export informs').to.have.attribute('tone', 'info');
  });

  it('hands no removed note over', async () => {
    const stage = at();
    const note = hub().keep(stage.base, 'mc-shift-log', { type: 'add', text: 'Feed the ducks' });
    hub().keep(stage.base, 'mc-shift-log', { type: 'remove', note: note.id });
    const card = await stage.card(tag);
    expect(report(card)).to.include('No note was written.').and.to.not.include('Feed the ducks');
  });

  it('shows hostile text as text', async () => {
    at().bend = (answer) => ({ ...status(answer), lambda_alias_version: '<img src=x onerror=alert(1)>' });
    const card = await at().card(tag);
    expect(report(card)).to.include('\\<img src=x onerror=alert(1)\\>');
    expect(all(card, 'img')).to.be.empty;
  });

  it('copies what it shows, or selects it', async () => {
    const card = await at().card(tag);
    const copied = sinon.stub(navigator.clipboard, 'writeText').resolves();
    await press(card, 'copy');
    expect(copied.firstCall.args[0]).to.equal(report(card));
    expect(visibleText(card, '#result')).to.equal('The Markdown was copied.');
    copied.rejects(new DOMException('no', 'NotAllowedError'));
    one(card, '#copy').click();
    await until(() => visibleText(card, '#result').includes('Selected'), 'the selection');
  });

  it('saves it under the name of its moment', async () => {
    const card = await at().card(tag);
    const names: string[] = [];
    sinon.stub(URL, 'createObjectURL').returns('blob:1');
    sinon.stub(HTMLAnchorElement.prototype, 'click').callsFake(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    await press(card, 'markdown');
    expect(names).to.deep.equal(['shift-2026-03-21-0540Z.md']);
    expect(visibleText(card, '#result')).to.equal('Saved as shift-2026-03-21-0540Z.md.');
  });

  it('says what is missing or stale', async () => {
    const card = await at().card(tag);
    at().answer = () => new Response('{}', { status: 503 });
    await card.reload();
    // The next try by itself comes after 1 s at the earliest.
    await at().pass(500);
    expect(report(card)).to.match(/## Missing or stale\n\n- .*503.* It had failed 1 time since/);
  });
});
