import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-lambda-memory';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const using = (memory_used_mb: number) => (answer: object) => ({
    ...answer,
    lambda: { memory_mb: 256, memory_used_mb },
  });

  for (const [used, tone, chip] of [
    [64, 'ok', '25% used'],
    [100, 'warn', '39% used'],
    [256, 'bad', '100% used'],
  ] as const)
    it(`is ${tone} at ${used} MB of 256 MB`, async () => {
      at().bend = using(used);
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
      expect(visibleText(card, 'dl')).to.include(`${used} MB`).and.to.include('256 MB');
    });

  it('lists the last ten points, oldest first', async () => {
    const stage = at();
    let used = 49;
    stage.bend = (answer) => using((used += 1))(answer);
    const card = await stage.card(tag, 'refresh="5"');
    await stage.pass(120_000, 1000);
    const rows = all(card, 'figure tbody tr').map(({ textContent }) =>
      textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(rows).to.have.length(10);
    const points = rows.map((row) => Number(/(\d+) MB$/.exec(row)?.[1]));
    expect(points[0]).to.be.above(50);
    expect(points).to.deep.equal(points.map((_, index) => (points[0] ?? 0) + index));
    expect(visibleText(card)).to.match(/last 10 samples of this browser’s own log/);
  });

  it('marks a deploy at the first point after it', async () => {
    const stage = at();
    stage.bend = using(64);
    const card = await stage.card(tag);
    await stage.pass(1000);
    stage.bend = using(72);
    await stage.pass(150_000);
    const log = '- 2026-03-21 05:40:20 UTC · v42 · prod · Hatch faster';
    await configure(card, stage, { files: { deploy_log: 'LOG.md' } }, { 'LOG.md': log }, 'v42');
    expect(visibleText(card, 'figure tbody')).to.match(/64 MB .*· v42 72 MB/);
  });
});
