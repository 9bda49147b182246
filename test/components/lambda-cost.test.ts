import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-lambda-cost';

cardContract({ tag, ageing: true });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('shows its arithmetic, with figures that the page sets', async () => {
    const card = await at().card(
      tag,
      'invocations="3000000" duration-ms="120" memory-mb="256" price-per-gb-second="0.0000166667"',
    );
    const body = visibleText(card, '[part=body]');
    expect(body)
      .to.match(/A month \$2\.10/)
      .and.to.match(/With free tier \$0\.40/);
    expect(body).to.match(/3,000,000 × \$0\.20 \/ 1M = \$0\.60 ?; 90,000 GB-s × \$ ?0\.0000166667 = \$1\.50/);
    expect(body).to.include('Some figures were set by the page');
  });

  it('withholds a cost without durations, and says how the calls were scaled', async () => {
    const stage = at();
    const timestamp = new Date(START - 6 * 3_600_000).toISOString();
    stage.bend = (answer, route) =>
      route === 'audit'
        ? { entries: Array.from({ length: 10 }, () => ({ event_type: 'duck.pulse', timestamp })) }
        : answer;
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=body]'))
      .to.include('scaled from 10 audit entries in 6 h')
      .and.to.include('cannot be told');
  });

  it('scales the calls of what the audit covers to 30 days', async () => {
    const stage = at();
    const timestamp = new Date(START - 12 * 3_600_000).toISOString();
    stage.bend = (answer, route) =>
      route === 'audit'
        ? {
            covers_from: new Date(START - 24 * 3_600_000).toISOString(),
            entries: Array.from({ length: 100 }, () => ({ event_type: 'duck.pulse', timestamp })),
          }
        : answer;
    const card = await stage.card(tag, 'duration-ms="100"');
    expect(visibleText(card, '[part=body]')).to.match(/Invocations a month 3,000/);
  });
});
