import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-peck-timeline';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('tells how requests ended, when and why, newest first', async () => {
    const entry = (minutes: number, event_type: string, more = {}) => ({
      event_type,
      timestamp: new Date(START - minutes * 60_000).toISOString(),
      ...more,
    });
    at().bend = () => ({
      entries: [
        entry(1, 'duck.pulse'),
        entry(3, 'duck.peck_denied', { target: 'peck-7', reason: 'wrong pond' }),
        entry(2, 'duck.peck_approved', { target: 'peck-8' }),
        entry(4, 'duck.peck_expired'),
      ],
    });
    const card = await at().card(tag);
    const rows = all(card, 'tbody tr').map((row) => row.textContent.replace(/\s+/g, ' '));
    expect(rows).to.have.length(3);
    expect(rows[0]).to.match(/Approved.*05:38:00 UTC.*peck-8/);
    expect(rows[1]).to.match(/Denied.*05:37:00 UTC.*peck-7.*wrong pond/);
    expect(rows[2]).to.match(/Expired.*not told/);
    expect(visibleText(card, '[part=chip]')).to.include('1 of 3 approved');
  });

  it('says so when no outcome is known', async () => {
    at().bend = () => ({ entries: [] });
    expect(visibleText(await at().card(tag))).to.include('tells no outcome');
  });
});
