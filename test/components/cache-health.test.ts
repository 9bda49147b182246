import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-cache-health';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const bend =
    (created_at?: string, status = 'Completed') =>
    (answer: object) => ({
      ...answer,
      cloudfront: {
        distribution_id: 'E2P0ND',
        invalidations: created_at ? [{ id: 'I1', status, created_at }] : [],
      },
    });
  const cases: [what: string, created: string | undefined, status: string, tone: string, chip: string][] = [
    ['after the deploy', '2026-03-21T05:30:00Z', 'Completed', 'ok', 'Fresh'],
    ['under way', '2026-03-21T05:39:50Z', 'InProgress', 'info', 'Being refreshed'],
    ['before the deploy', '2026-03-21T04:00:00Z', 'Completed', 'warn', 'At risk'],
    ['unknown', undefined, '', 'unknown', 'Cannot tell'],
    ['of a status that is none', '2026-03-21T05:30:00Z', 'Done?', 'unknown', 'Cannot tell'],
    ['dated in the future', '2026-03-21T06:30:00Z', 'Completed', 'unknown', 'Cannot tell'],
  ];
  for (const [what, created, status, tone, chip] of cases)
    it(`an invalidation ${what}: ${chip}`, async () => {
      const stage = at();
      stage.files['deployed.json'] = JSON.stringify({ site_deployed_at: '2026-03-21T05:00:00Z' });
      stage.bend = bend(created, status);
      const card = await stage.card(tag, 'config="deployed.json"');
      await stage.pass(1000);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
      const lines = all(card, '[part=body] pre').map(({ textContent }) => textContent);
      expect(lines).to.deep.equal(
        tone === 'warn' ? ["aws cloudfront create-invalidation --distribution-id E2P0ND --paths '/*'"] : [],
      );
    });

  it('names the key that is not configured', async () => {
    expect(visibleText(await at().card(tag))).to.include('set the key site_deployed_at');
  });

  it('keeps what the operator records where the backend tells nothing', async () => {
    const stage = at();
    stage.beak.scenario = 'old-backend';
    const card = await stage.card(tag);
    one<HTMLInputElement>(card, 'input').value = 'I2J3';
    one(card, 'form button').click();
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]')).to.match(/Tracked 1 recorded by hand.*Last id I2J3/);
  });
});
