import { expect } from '@open-wc/testing';
import '../../components/peck-failures/peck-failures.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';

const tag = 'mc-peck-failures';

cardContract({ tag });

describe(`<${tag}> tells why pecks fail`, () => {
  const at = useStage(tag);
  const totals =
    (succeeded: number, denied: number, unexplained = 0) =>
    () => ({
      generated_at: new Date().toISOString(),
      peck_protocol: {
        running: 1,
        succeeded,
        failed: denied + 5 + unexplained,
        failure_breakdown: { denied, expired: 3, callback_error: 2 },
      },
    });

  it('by the running totals at first, each cause with its share', async () => {
    const stage = at();
    stage.bend = totals(80, 15);
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=chip]')).to.include('20% fail');
    expect(visibleText(card, '[part=body] > table tbody')).to.match(
      /Denied 15 75% – Expired 3 15% – Callback error 2 10% –/,
    );
    expect(visibleText(card)).to.not.match(/Unexplained|No cause/);
    expect(visibleText(card)).to.match(/needs two polls/);
  });

  it('as far as it is told: failures without successes have no rate', async () => {
    at().bend = () => ({ peck_protocol: { failed: 41, failure_breakdown: { denied: 41 } } });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('Cannot be told');
    expect(visibleText(card, 'dl.large')).to.match(
      /^Failed 41 Success rate not offered Failure rate cannot be told/,
    );
  });

  it('by the last hour once that holds enough outcomes', async () => {
    const stage = at();
    stage.bend = totals(8000, 15);
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'ok');
    stage.bend = totals(8020, 35);
    await stage.pass(80_000, 2000);
    expect(visibleText(card)).to.include('50% fail');
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card))
      .to.match(/last hour, 40 outcomes/)
      .and.to.match(/Denied 35 87\.5% 20/);
  });

  it('and calls a remainder unexplained', async () => {
    const stage = at();
    stage.bend = totals(80, 15, 4);
    const card = await stage.card(tag);
    expect(visibleText(card))
      .to.match(/Unexplained 4 16\.7%/)
      .and.to.match(/explains 4 failures/);
  });
});
