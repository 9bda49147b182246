import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, injected, one, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-reconciliation';

const show = (card: Card, stage: Stage, board: string, tells: string) =>
  configure(card, stage, { files: { board: 'board.txt' } }, { 'board.txt': board }, tells);

const BOARD = JSON.stringify([
  { id: 'B-1', title: 'Nothing to see', state: 'open' },
  { id: 'B-2', title: 'Give it 256 MB', state: 'done', expect: { 'lambda.memory_mb': 256 } },
  { id: 'B-3', title: 'Leave the sandbox', state: 'done', expect: { 'status.ses.sandbox': false } },
  { id: 'B-4', title: 'Move to arm64', state: 'open', expect: { 'lambda.architecture': 'arm64' } },
  { id: 'B-5', title: 'Guess', state: 'done', expect: { 'lambda.moon_phase': 'full' } },
]);

cardContract({ tag, prepare: (card, stage) => show(card, stage, BOARD, '') });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const bend = (answer: Record<string, unknown>) => ({
    ...answer,
    ses: { sandbox: true },
    lambda: { memory_mb: 256, architecture: 'arm64', last_modified: '2026-03-01T00:00:00Z' },
  });
  const tasks = (card: Card) =>
    all(card, '.results li').map((li) => li.textContent.replace(/\s+/g, ' ').trim());

  it('puts each claim beside the live value, mismatches first', async () => {
    at().bend = bend;
    const card = await at().card(tag);
    await show(card, at(), BOARD, 'Leave the sandbox');
    const [first, second, third, fourth, ...rest] = tasks(card);
    expect(first).to.match(/B-3 · Leave the sandbox ?done, but not so.*claimed false, is true/);
    expect(second).to.match(/B-4 · Move to arm64 ?so already, still open/);
    expect(third).to.match(/B-5 · Guess ?cannot be compared.*not offered/);
    expect(fourth).to.match(/B-2 · Give it 256 MB ?agrees/);
    expect(rest).to.be.empty;
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=chip]')).to.include('1 mismatch');
  });

  it('reads a Markdown task list; a line that does not fit is named and costs only itself', async () => {
    at().bend = bend;
    const card = await at().card(tag);
    const board = `# Board
- [x] Out of the sandbox (ses.sandbox = false)
- [ ] Bigger (lambda.memory_mb = 512, lambda.architecture = arm64)
- [x] Fresh code (lambda.last_modified = 2026-03-01T00:00:00Z)
- [x] Broken <img src=x> (ses sandbox = no)
- [ ] Claims nothing`;
    await show(card, at(), board, 'Bigger');
    expect(tasks(card).map((task) => task.replace(/^.*?: ?/, ''))[0]).to.include('Out of the sandbox');
    expect(tasks(card)).to.have.lengthOf(3);
    expect(visibleText(card)).to.include('Line 5 - [x] Broken <img src=x> (ses sandbox = no)');
    expect(injected(card)).to.be.empty;
    expect(visibleText(card, 'dl')).to.include('of 3 tasks that claim something');
  });

  it('offers the comparison as Markdown, with nothing in it that is more than text', async () => {
    at().bend = bend;
    const card = await at().card(tag);
    const evil = JSON.stringify([{ title: 'a | b <b>', state: 'done', expect: { 'ses.sandbox': false } }]);
    await show(card, at(), evil, 'a | b');
    one(card, '.export summary').click();
    expect(one(card, '.export code').textContent).to.include(
      '|  | a \\| b \\<b\\> | done | `ses.sandbox` | false | true | done, but not so |',
    );
  });

  it('names the key to set where no board is configured, and what is not JSON', async () => {
    const card = await at().card(tag);
    expect(visibleText(card)).to.include('files.board');
    await show(card, at(), '[{', 'does not fit');
    expect(visibleText(card)).to.include('Line 1 [{');
  });
});
