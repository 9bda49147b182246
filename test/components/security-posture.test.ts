import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-security-posture';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const good = {
    auth: { mfa: 'ON' },
    ses: { spf: true },
    sns: { sandbox: false },
    lambda: { timeout_s: 10 },
    peck_protocol: { succeeded: 99, failed: 1 },
  };
  const cases: [change: object, tone: string, says: string][] = [
    [{ auth: { mfa: 'OPTIONAL' } }, 'warn', 'optional'],
    [{ auth: { mfa: 'OFF' } }, 'bad', 'off'],
    [{ ses: { spf: false } }, 'bad', 'fails'],
    [{ sns: { sandbox: true } }, 'unknown', 'sandbox'],
    [{ peck_protocol: { succeeded: 90, failed: 10 } }, 'warn', '10%'],
    [{ peck_protocol: { succeeded: 70, failed: 30 } }, 'bad', '30%'],
  ];
  for (const [change, tone, says] of cases)
    it(`${JSON.stringify(change)} is ${tone}`, async () => {
      at().bend = (answer) => ({ ...answer, ...good, ...change });
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=body]')).to.include(says);
    });

  it('judges the timeout only when enough was seen', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, ...good });
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=body]')).to.include('needs 20 requests of this browser');
    expect(card).to.have.attribute('tone', 'unknown');
    await stage.pass(15 * 60_000, 5000);
    expect(visibleText(card, '[part=body]')).to.include('low risk');
    expect(card).to.have.attribute('tone', 'ok');
  });
});
