import { expect } from '@open-wc/testing';
import { logRequests } from './support/requests.ts';
import { quiet, until } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-latency-history';

cardContract({ tag });

describe(`<${tag}> tells how long answers took`, () => {
  const at = useStage(tag);

  /** Writes samples of `/beak` into this browser's log, 30 s apart, the last 30 s before the test began. */
  const log = (stage: Stage, times: number[], more: { disturbed?: true } = {}) =>
    logRequests(
      stage,
      times.map((ms, index) => ({ ago: (times.length - index) * 30, route: 'beak', ms, ...more })),
    );
  const row = (card: Parameters<typeof visibleText>[0]): string =>
    (all(card, '.scroll tbody tr').findLast((one) => /^\s*\/beak\s/.test(one.textContent))?.textContent ?? '')
      .replace(/\s+/g, ' ')
      .trim();

  it('withholds a p95 of fewer than 20 answers', async () => {
    const stage = at();
    await log(stage, Array<number>(18).fill(100));
    const card = await stage.card(tag);
    expect(row(card)).to.match(/^\/beak ?100 ms ?needs 20 answers ?1[89] ?0 ?\d+%/);
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('judges the p95 of 20, and tells the coverage', async () => {
    const stage = at();
    await log(stage, [...Array<number>(18).fill(100), 1200, 1200]);
    const card = await stage.card(tag);
    expect(row(card)).to.match(/^\/beak ?100 ms ?■ Bad: 1\.2 s ?2[01] ?0 ?\d+%/);
    expect(visibleText(card)).to.include('this browser');
  });

  it('leaves out what was asked from a hidden or just woken tab', async () => {
    const stage = at();
    await log(stage, Array<number>(25).fill(9000), { disturbed: true });
    const card = await stage.card(tag);
    expect(row(card)).to.not.include('9 s');
  });

  it('draws its chart only near the viewport; the table tells the same', async () => {
    const stage = at();
    stage.place.insertAdjacentHTML('beforeend', '<div class="far"></div>');
    stage.place.querySelector<HTMLElement>('.far')?.style.setProperty('height', '5000px');
    await log(stage, Array<number>(30).fill(150));
    const card = await stage.card(tag);
    const canvas = one<HTMLCanvasElement>(card, 'canvas');
    const far = canvas.width;
    await quiet();
    expect(canvas.width, 'not drawn yet').to.equal(far);
    card.scrollIntoView();
    await until(() => canvas.width !== far, 'the chart');
    expect(visibleText(card, 'figure table')).to.include('150 ms');
  });

  it('draws p50 and p95 of the route that is chosen, and the table follows', async () => {
    const stage = at();
    await log(stage, Array<number>(30).fill(150));
    const card = await stage.card(tag);
    const head = () => all(card, 'figure thead th').map(({ textContent }) => textContent);
    expect(head()).to.include('/beak/audit');
    const select = one<HTMLSelectElement>(card, 'select');
    select.value = 'beak';
    select.dispatchEvent(new Event('change'));
    await card.updateComplete;
    expect(head().slice(1)).to.deep.equal(['p50', 'p95']);
    expect(visibleText(card, 'figure table')).to.include('150 ms');
  });
});
