import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, one, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-command-palette';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const lines = (card: Card) =>
    all(card, 'pre').map(({ textContent }) => textContent.replace(/ \\\n +/g, ' '));

  it('fills every command in for this function, alias, region and base', async () => {
    const card = await at().card(tag);
    expect(lines(card)).to.include.members([
      `curl -sSi ${at().base}/beak/system/status`,
      `curl -sSi ${at().base}/beak/audit -H 'Content-Type: application/json' -d '{}'`,
      'aws lambda get-alias --function-name beak-api --name prod --region us-east-1',
      'aws logs tail /aws/lambda/beak-api --since 10m --format short --region us-east-1',
    ]);
  });

  it('finds by every word of the filter, and says how many it found', async () => {
    const card = await at().card(tag);
    const filter = one<HTMLInputElement>(card, 'input');
    filter.value = 'sandbox sms';
    filter.dispatchEvent(new Event('input'));
    await card.updateComplete;
    expect(lines(card)).to.deep.equal(['aws sns get-sms-sandbox-account-status --region us-east-1']);
    expect(visibleText(card, '#result')).to.match(/1 of \d+ commands/);
  });

  it('keeps what was typed when a poll brings news', async () => {
    const card = await at().card(tag);
    const filter = one<HTMLInputElement>(card, 'input');
    filter.value = 'logs';
    filter.dispatchEvent(new Event('input'));
    at().bend = (answer) => ({ ...answer, release: null, lambda: { function: 'other-api' } });
    await at().pass(60_000);
    expect(lines(card)).to.deep.equal(['aws logs tail /aws/lambda/other-api --since 10m --format short']);
    expect(filter.value).to.equal('logs');
  });

  it('takes the configuration while no backend answers, and says what nobody tells', async () => {
    at().mute = true;
    const card = await at().card(tag);
    await at().pass(12_000);
    expect(visibleText(card)).to.include('Not provided: function, alias, region');
    await configure(card, at(), { function: 'pond-api', alias: 'live', region: 'eu-west-1' }, {}, 'pond-api');
    expect(lines(card)).to.include(
      'aws lambda get-alias --function-name pond-api --name live --region eu-west-1',
    );
  });
});
