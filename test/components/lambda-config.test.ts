import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-lambda-config';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const row = (card: Card, name: string): string =>
    all(card, 'tbody tr')
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
      .find((text) => text.startsWith(name)) ?? '';

  it('tells version, alias version and parity, and that nothing is expected', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, 'dl')).to.match(/Version (\d+) Alias version \1 Parity ● OK ?: In parity/);
    expect(row(card, 'Memory')).to.match(/^Memory 256 MB ?–$/);
    expect(visibleText(card)).to.include('expect.lambda');
  });

  it('marks what differs from what is expected', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const lambda = { runtime: 'nodejs22.x', memory_mb: 512, timeout_s: 10, region: 'eu-west-1' };
    await configure(card, stage, { expect: { lambda } }, {}, '512 MB');
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=chip]')).to.include('2 settings differ');
    expect(row(card, 'Runtime')).to.match(/● OK: ?nodejs22\.x ?nodejs22\.x/);
    expect(row(card, 'Memory')).to.match(/▲ Warning: ?256 MB ?512 MB/);
    expect(row(card, 'Region')).to.match(/▲ Warning: ?us-east-1 ?eu-west-1/);
    expect(row(card, 'Architecture')).to.match(/^Architecture arm64 ?–$/);
  });

  it('keeps the word of a shift, where the settings are as expected', async () => {
    const stage = at();
    stage.beak.scenario = 'canary-good';
    const card = await stage.card(tag);
    await configure(card, stage, { expect: { lambda: { timeout_s: 10 } } }, {}, '10 s 10 s');
    await stage.pass(60_000, 2000);
    expect(visibleText(card, '[part=chip]')).to.match(/Info : Shifting/);
    expect(card).to.have.attribute('tone', 'info');
  });

  it('is bad in drift, whatever the settings are', async () => {
    const stage = at();
    stage.beak.scenario = 'drift';
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('Drift');
  });

  it('does not call a setting fine that an old backend does not tell', async () => {
    const stage = at();
    stage.beak.scenario = 'old-backend';
    const card = await stage.card(tag);
    await configure(card, stage, { expect: { lambda: { region: 'us-east-1' } } }, {}, 'us-east-1');
    await stage.pass(1000);
    expect(row(card, 'Region')).to.match(/○ Unknown: ?not offered ?us-east-1/);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('1 setting not told');
  });
});
