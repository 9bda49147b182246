import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-connection-pressure';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const cases: [connections: number, bonded: number, tone: string, says: string][] = [
    [99, 10, 'ok', '9.9'],
    [100, 10, 'warn', 'begin to answer late'],
    [250, 10, 'bad', 'Bond more agents'],
    [3, 0, 'bad', 'cannot be told'],
    [0, 0, 'info', 'Nobody bonded'],
  ];
  for (const [connections, total_bonded, tone, says] of cases)
    it(`${connections} connections, ${total_bonded} bonded: ${tone}`, async () => {
      at().bend = (answer) => ({
        ...answer,
        database: { connections },
        agents: { total_bonded },
        peck_protocol: { running: 6, failed: 4 },
      });
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card)).to.include(says);
      expect(visibleText(card, '[part=body]')).to.include('1.5');
    });

  it('does not round a small ratio to none', async () => {
    at().bend = (answer) => ({ ...answer, peck_protocol: { running: 2, failed: 41 } });
    expect(visibleText(await at().card(tag), '[part=body]')).to.match(/Pending per failed <0\.1 2 running/);
  });

  it('does not judge connections that the backend does not count', async () => {
    at().bend = (answer) => ({ ...answer, database: { eggs: 4 } });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('Cannot be told');
    expect(visibleText(card, '[part=body]')).to.include('connections not offered,');
  });
});
