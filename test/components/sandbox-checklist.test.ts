import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-sandbox-checklist';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const inSandbox = (answer: Record<string, unknown>) => ({
    ...answer,
    ses: { sandbox: true, spf: true },
    sns: { sandbox: true, monthly_spend_limit: 1 },
  });
  const box = (card: Card, name: string) => one<HTMLInputElement>(card, `input[name=${name}]`);

  it('ticks by the data what the data tells, and leaves the rest to the operator', async () => {
    at().bend = inSandbox;
    const card = await at().card(tag);
    expect(visibleText(card, '[part=chip]')).to.include('10% done');
    expect(visibleText(card)).to.include('SPF passes').and.to.include('$1 a month is where AWS begins');
    expect(all(card, 'input').map((input) => input.getAttribute('name'))).to.deep.equal([
      'ses-use-case',
      'ses-quota',
      'ses-request',
      'sns-identity',
      'sns-use-case',
      'sns-request',
    ]);
  });

  it('keeps a tick with its time, and takes it back', async () => {
    at().bend = inSandbox;
    const card = await at().card(tag);
    box(card, 'ses-request').click();
    await at().pass(10);
    expect(visibleText(card, '[part=chip]')).to.include('20% done');
    expect(visibleText(card)).to.include('ticked 2026-03-21 05:40:0');
    box(card, 'ses-request').click();
    await at().pass(10);
    expect(visibleText(card, '[part=chip]')).to.include('10% done');
  });

  it('nothing is left to do once both are out', async () => {
    at().bend = (answer) => ({ ...answer, ses: { sandbox: false }, sns: { sandbox: false } });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card)).to.include('SES has left its sandbox.').and.to.include('Both are out');
    expect(all(card, 'input')).to.be.empty;
  });
});
