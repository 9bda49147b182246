import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-recent-emails';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('masks the receiver, whatever the backend did', async () => {
    const stage = at();
    stage.bend = (answer, route) =>
      route === 'status'
        ? {
            ...answer,
            emails: [{ kind: 'signup', to: 'jo.duck@example.com', sent_at: '2026-03-21T05:38:00Z' }],
          }
        : answer;
    const card = await stage.card(tag);
    expect(visibleText(card))
      .to.include('j•••@e•••.com')
      .and.to.match(/05:38:00 UTC/);
    expect(card.renderRoot.textContent).to.not.include('jo.duck');
    expect(visibleText(card, '[part=chip]')).to.include('Last 1 mail');
  });

  it('takes them from the audit where the backend does not list them, and says so', async () => {
    const stage = at();
    stage.bend = (_, route) =>
      route === 'status'
        ? {}
        : {
            entries: [
              { event_type: 'duck.cert_emailed', target: 'x@example.org' },
              { event_type: 'duck.pulse' },
            ],
          };
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=body]'))
      .to.match(/certificate x•••@e•••.org without a time/)
      .and.to.include('events of the audit');
  });

  it('does not say that the audit tells mails where it tells none', async () => {
    at().bend = (_, route) => (route === 'status' ? {} : { entries: [{ event_type: 'duck.pulse' }] });
    const body = visibleText(await at().card(tag), '[part=body]');
    expect(body).to.equal(
      'The audit tells of no signup and no certificate mail, and this backend does not list its mails.',
    );
  });
});
