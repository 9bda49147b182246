import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import { hub } from '../../src/data/hub.ts';
import { quiet, until } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-handoff-pack';

// The report tells ages and exact times, which are others later.
cardContract({ tag, ageing: true });

describe(`<${tag}> hands a moment over`, () => {
  const at = useStage(tag);
  const report = (card: Card): string => one(card, '.report code').textContent;
  const press = async (card: Card, id: string): Promise<void> => {
    one(card, `#${id}`).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => one(card, '#result').textContent !== '', 'a word of what was done');
    await quiet();
  };
  // Not Sinon's own box, which holds the stage's clock too.
  const box = sinon.createSandbox();
  /** The files that were saved, by their names. */
  const saved = (): Map<string, Promise<string>> => {
    const blobs = new Map<string, Blob>();
    const files = new Map<string, Promise<string>>();
    box.stub(URL, 'createObjectURL').callsFake((blob) => {
      const url = `blob:${blobs.size}`;
      // The card saves texts only.
      blobs.set(url, blob as Blob);
      return url;
    });
    box.stub(HTMLAnchorElement.prototype, 'click').callsFake(function (this: HTMLAnchorElement) {
      files.set(this.download, blobs.get(this.href)?.text() ?? Promise.resolve(''));
    });
    return files;
  };
  before(async function () {
    this.timeout(20_000);
    await import('../../src/data/pack.ts');
  });
  afterEach(() => box.restore());

  it('shows the Markdown as text, in a region that scrolls', async () => {
    const stage = at();
    stage.bend = (answer, route) =>
      route === 'status' ? { ...answer, lambda_alias_version: '<img src=x onerror=alert(1)>' } : answer;
    const card = await stage.card(tag);
    await until(() => all(card, '.report').length > 0, 'the report');
    expect(report(card)).to.match(/^# Incident handoff\n\n2026-03-21 05:40:0\d UTC, of /);
    expect(report(card)).to.include('\\<img src=x onerror=alert(1)\\>');
    expect(all(card, 'img')).to.be.empty;
    expect(one(card, '.report')).to.have.attribute('tabindex', '0');
  });

  it('puts the score and its tier first', async () => {
    const stage = at();
    stage.beak.scenario = 'drift';
    const card = await stage.card(tag);
    await stage.pass(1000);
    const [score = '', tier = ''] = all(card, 'dl.large dd').map(({ textContent }) => textContent.trim());
    const reported = /\*\*Score (\d+) of 100: (P\d)/.exec(report(card)) ?? [];
    expect(parseInt(score)).to.equal(Number(reported[1]));
    expect(tier).to.include(reported[2]);
  });

  it('copies what it shows', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const copied = box.stub(navigator.clipboard, 'writeText').resolves();
    await press(card, 'copy');
    expect(copied.firstCall.args[0]).to.equal(report(card));
    expect(visibleText(card, '#result')).to.equal('The Markdown was copied.');
  });

  it('selects it where the clipboard is refused', async () => {
    const stage = at();
    const card = await stage.card(tag);
    box.stub(navigator.clipboard, 'writeText').rejects(new DOMException('no', 'NotAllowedError'));
    await press(card, 'copy');
    expect(visibleText(card, '#result')).to.match(/Selected: press Ctrl\+C/);
  });

  it('saves a pair of one moment: the JSON opens as what the Markdown tells', async () => {
    const stage = at();
    const card = await stage.card(tag);
    hub().keep(stage.base, 'mc-todos', { type: 'add', text: 'Feed the ducks' });
    hub().keep(stage.base, 'mc-watchlist', { type: 'pin', duck: 'd-1' });
    await stage.pass(40_000);
    const files = saved();
    const actions: string[] = [];
    card.addEventListener('mc-action', ({ detail }) => void actions.push(detail.action));
    await press(card, 'json');
    await press(card, 'markdown');
    await until(() => files.size === 2, 'two files');
    expect([...files.keys()]).to.deep.equal(['handoff-2026-03-21-0540Z.json', 'handoff-2026-03-21-0540Z.md']);
    expect(actions).to.deep.equal(['json', 'markdown']);
    const [json = '', markdown = ''] = await Promise.all(files.values());
    box.restore();
    const pack = JSON.parse(json) as Record<string, Record<string, unknown>>;
    expect(pack['base']).to.equal(stage.base);
    expect(Object.keys(pack['routes'] ?? {})).to.have.members(['beak', 'metrics', 'status', 'audit']);
    expect(Object.keys(pack['records'] ?? {})).to.have.members(['mc-todos', 'mc-watchlist']);
    expect(pack['logs']?.['sd_latency_log']).to.have.length.above(3);
    expect(pack['now']).to.be.within(START + 40_000, START + 41_000);
    expect(pack['page']).to.have.length(1);
    expect(markdown).to.include('- Feed the ducks (2026-03-21 05:40');
    stage.files['night.json'] = json;
    const shown = await stage.card(tag, 'pack="/night.json"');
    await until(() => all(shown, '.report').length > 0, 'the recorded report');
    expect(shown).to.have.attribute('phase', 'replay');
    expect(report(shown)).to.equal(markdown);
    expect(one<HTMLButtonElement>(shown, '#json').disabled).to.equal(true);
    expect(one<HTMLButtonElement>(shown, '#markdown').disabled).to.equal(false);
  });
});
