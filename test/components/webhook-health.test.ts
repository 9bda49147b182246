import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-webhook-health';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('says which key to set where nothing is configured', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card)).to.include('Not configured').and.to.include('events');
  });

  it('tells of each configured event when the audit saw it last', async () => {
    const stage = at();
    const events = { bus: 'spaceduck-events', names: ['duck.pulse', 'duck.bonded'], retention_days: 90 };
    // What is read is shared by all cards of a page for a minute, so a name is not met twice.
    stage.files['webhooks.json'] = JSON.stringify({ events });
    stage.bend = () => ({
      entries: [
        { event_type: 'duck.pulse', timestamp: '2026-03-21T05:10:00Z' },
        { event_type: 'duck.pulse', timestamp: '2026-03-21T05:38:00Z' },
      ],
    });
    const card = await stage.card(tag, 'config="webhooks.json"');
    await stage.pass(1000);
    expect(visibleText(card, '[part=chip]')).to.include('1 of 2 events seen');
    expect(visibleText(card, '[part=body]'))
      .to.match(/duck.pulse 2 min ago/)
      .and.to.match(/duck.bonded not seen/)
      .and.to.include('90 days')
      .and.to.include('spaceduck-events');
  });
});
