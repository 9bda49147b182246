import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, injected, one, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-operator-notes';

const CONFIG = { files: { operator_notes: 'NOTES.md' } };
const NOTES = `# Before the shift

Last updated: 2026-03-20 18:00 UTC

- Read the **deploy log**
- [x] Ask *Jo* about [the pond](pond.html)

| Alarm | Means |
| --- | --- |
| errors | look |`;

const show = (card: Card, stage: Stage, text: string, tells: string) =>
  configure(card, stage, CONFIG, { 'NOTES.md': text }, tells);

cardContract({ tag, prepare: (card, stage) => show(card, stage, NOTES, 'deploy log') });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('renders headings, lists, tables and links, and tells the date of the notes', async () => {
    const card = await at().card(tag);
    await show(card, at(), NOTES, 'deploy log');
    expect(one(card, '.prose h4').textContent).to.equal('Before the shift');
    expect(one(card, 'li strong').textContent).to.equal('deploy log');
    expect(visibleText(card, '.prose')).to.include('☑');
    expect(one<HTMLAnchorElement>(card, '.prose a').href).to.equal(`${at().base}/pond.html`);
    expect(all(card, 'table tr')).to.have.lengthOf(2);
    expect(visibleText(card)).to.include('Updated 2026-03-20 18:00:00 UTC');
    expect(card).to.have.attribute('tone', 'info');
  });

  it('shows markup of the file as the text that it is, and follows no link that is not a page', async () => {
    const card = await at().card(tag);
    const text = `Last updated: 2026-03-20\n\n<img src=x onerror=window.pwned=1>\n\n[a](javascript:alert) ![b](https://e.test/b.png) &lt;i&gt;`;
    await show(card, at(), text, 'onerror');
    expect(injected(card)).to.be.empty;
    expect(one(card, '.prose').textContent).to.include('a (javascript:alert)').and.to.include('<i>');
    expect(all(card, '.prose a').map(({ textContent }) => textContent)).to.deep.equal(['b']);
  });

  it('survives brackets that are nested without end', async () => {
    const card = await at().card(tag);
    await show(card, at(), `Last updated: 2026-03-20\n\n${'> '.repeat(300)}deep`, 'deep');
    expect(card).to.have.attribute('tone', 'info');
  });

  const dates: [line: string, chip: string, tone: string][] = [
    ['Last updated: 2026-03-21', 'Up to date', 'info'],
    ['Last updated: 2026-02-19 05:41 UTC', 'Up to date', 'info'],
    ['Last updated: 2026-02-19 05:40 UTC', 'Unverified: over 30 days old', 'unknown'],
    ['Nobody wrote a date.', 'Unverified: no date', 'unknown'],
    ['Last updated: last Tuesday', 'Unverified: no date', 'unknown'],
    ['Last updated: 2026-02-30', 'Unverified: no date', 'unknown'],
  ];
  for (const [line, chip, tone] of dates)
    it(`${line} reads ${chip}`, async () => {
      const card = await at().card(tag);
      await show(card, at(), `${line}\n\nNews`, 'News');
      expect(visibleText(card, '[part=chip]')).to.include(chip);
      expect(card).to.have.attribute('tone', tone);
    });

  it('names the line whose date does not fit', async () => {
    const card = await at().card(tag);
    await show(card, at(), 'News\n\nLast updated: 2026-02-30', 'News');
    expect(visibleText(card)).to.include('Line 3 tells no date: Last updated: 2026-02-30');
  });

  it('names the key to set where no notes are configured, and says that an empty file is empty', async () => {
    const card = await at().card(tag);
    expect(visibleText(card)).to.include('files.operator_notes');
    await show(card, at(), '\n', 'holds no text');
    expect(card).to.have.attribute('phase', 'empty');
  });
});
