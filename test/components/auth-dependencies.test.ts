import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { one, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-auth-dependencies';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const DAY = 86_400_000;

  it('tells Cognito and SES live, and what nobody has recorded as that', async () => {
    const card = await at().card(tag);
    expect(visibleText(card, '[part=body]')).to.match(
      /Cognito pool set.*SES production.*Turnstile not recorded.*AgentMail not recorded/,
    );
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('2 providers unverified');
  });

  it('takes the operator’s word, with its date', async () => {
    const stage = at();
    const card = await stage.card(tag);
    for (const name of ['Turnstile', 'AgentMail']) one(card, `button[aria-label="Works: ${name}"]`).click();
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=body]')).to.match(
      /Recorded by the operator, 2026-03-21 05:40.*by hand, not measured/,
    );
  });

  it('lets a record lapse after 30 days: then it is unverified', async () => {
    const stage = at();
    const as_of = (days: number) => new Date(START - days * DAY).toISOString();
    stage.files['providers.json'] = JSON.stringify({
      providers: [
        { name: 'Turnstile', state: 'production keys', as_of: as_of(29.9) },
        { name: 'AgentMail', state: 'inbox set up', as_of: as_of(30) },
      ],
    });
    const card = await stage.card(tag, 'config="providers.json"');
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]')).to.match(/Turnstile production keys By the configuration/);
    expect(visibleText(card, '[part=body]')).to.include('inbox set up, unverified');
    expect(visibleText(card, '[part=chip]')).to.include('1 provider unverified');
  });

  it('is bad when one does not work, which a new word mends', async () => {
    const stage = at();
    const card = await stage.card(tag);
    one(card, 'button[aria-label="Does not work: Turnstile"]').click();
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('Turnstile needs a look');
    one(card, 'button[aria-label="Works: Turnstile"]').click();
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('shows what was recorded by hand without any answer', async () => {
    const stage = at();
    stage.answer = () => new Response('', { status: 503 });
    const card = await stage.card(tag);
    await stage.pass(1000);
    one(card, 'button[aria-label="Works: Turnstile"]').click();
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]')).to.match(
      /Cognito no answer yet.*SES no answer yet.*Turnstile works/,
    );
    expect(card).to.have.attribute('tone', 'unknown');
  });
});
