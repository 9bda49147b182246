import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { logSamples } from './support/samples.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-invocation-trend';

cardContract({
  tag,
  prepare: (_, stage) =>
    logSamples(stage, 'sd_invocation_log', [{ ago: 0, from: START - 60_000, to: START, invocations: 90 }]),
});

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const HOUR = 3_600_000;
  /** Whole days of calls before today, and a rate per hour of today, as the recorder would have kept them. */
  const calls = (before: number, perHour: number) => {
    const midnight = Math.floor(START / (24 * HOUR)) * 24 * HOUR;
    const kept = (from: number, to: number, invocations: number) => ({
      ago: (START - to) / 60_000,
      from,
      to,
      invocations,
    });
    return logSamples(at(), 'sd_invocation_log', [
      kept(midnight - 24 * HOUR, midnight, before),
      kept(midnight, midnight + 4 * HOUR, 4 * perHour),
    ]);
  };
  const cases: [perHour: number, tone: string, chip: string][] = [
    [199, 'ok', 'As usual'],
    [200, 'warn', '2× the usual'],
    [500, 'bad', '5× the usual'],
  ];
  for (const [perHour, tone, chip] of cases)
    it(`${perHour} calls an hour after a day of 2,400: ${chip}`, async () => {
      await calls(2400, perHour);
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
      expect(visibleText(card, '[part=body] dl')).to.include('2,400');
      expect(visibleText(card, 'figure tbody')).to.match(/03-20 2,400 03-21 [\d,]+$/);
    });

  it('says what it needs where no window was seen', async () => {
    const card = await at().card(tag);
    expect(visibleText(card)).to.include('needs release.traffic');
    expect(visibleText(card, '[part=body] dl')).to.match(/Today none seen.*Seven days none seen/);
  });
});
