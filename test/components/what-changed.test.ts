import { expect } from '@open-wc/testing';
import '../../components/what-changed/what-changed.ts';
import { all, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';
import type { Answer } from './support/stage.ts';

const tag = 'mc-what-changed';

cardContract({ tag });

describe(`<${tag}> lists what the latest poll found otherwise`, () => {
  const at = useStage(tag);
  const rows = (card: Card): string[] =>
    all(card, 'tbody tr').map((row) => [...row.children].map((cell) => cell.textContent.trim()).join(' | '));

  /** Polls once, then again with what a test changes in the status answer. */
  const between = async (change: Answer): Promise<Card> => {
    const stage = at();
    const card = await stage.card(tag);
    stage.bend = (answer, route) => (route === 'status' ? { ...answer, ...change } : answer);
    await card.reload();
    await stage.pass(100);
    return card;
  };

  it('has nothing to compare at first, and then nothing that moved', async () => {
    const stage = at();
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=chip]')).to.include('First poll');
    expect(visibleText(card, 'dl')).to.include('nothing to compare with yet');
    await card.reload();
    await stage.pass(100);
    expect(rows(card)).to.be.empty;
    expect(visibleText(card, '[part=chip]')).to.include('Nothing moved');
    expect(visibleText(card, 'dl')).to.include('0 fields');
  });

  it('each field old and new, in one flat list: counts, states, flags and times', async () => {
    const card = await between({
      agents: { alive: 1, slow: 2, dead: 1234, total_bonded: 1237 },
      sns: { sandbox: true, monthly_spend_limit: 50 },
      lambda_alias_version: '99',
      generated_at: new Date(START - 1000).toISOString(),
    });
    const reported = rows(card);
    expect(reported).to.include('sns.sandbox | no | yes');
    expect(reported.find((row) => row.startsWith('agents.dead'))).to.match(/\| 0 \| 1,234$/);
    expect(reported.find((row) => row.startsWith('lambda_alias_version'))).to.match(/\| \d+ \| 99$/);
    expect(reported.join()).to.not.include('generated_at');
    expect(visibleText(card, '[part=chip]')).to.include(`${reported.length} fields moved`);
    expect(card).to.have.attribute('tone', 'info');
  });

  it('a field that comes or goes, and a time in its zone', async () => {
    const stage = at();
    const card = await stage.card(tag, 'tz="Asia/Tokyo"');
    stage.bend = (answer, route) =>
      route === 'metrics'
        ? { spaceducks_bonded: answer['spaceducks_bonded'], last_cert_issued_at: '2026-03-21T05:00:00Z' }
        : answer;
    await card.reload();
    await stage.pass(100);
    const reported = rows(card);
    expect(reported.find((row) => row.startsWith('galaxy_version'))).to.equal(
      'galaxy_version | 1.1 | not there',
    );
    expect(reported.find((row) => row.startsWith('last_cert_issued_at'))).to.match(
      / 2026-03-21 14:00:00 (GMT\+9|JST)$/,
    );
  });

  it('notices a scenario by itself, and is calm again with the poll after', async () => {
    const stage = at();
    let held: Answer | undefined;
    const card = await stage.card(tag);
    stage.beak.scenario = 'sandbox-quota';
    await card.reload();
    await stage.pass(100);
    expect(rows(card)).to.include('ses.sandbox | no | yes').and.to.include('sns.sandbox | no | yes');
    stage.bend = (answer, route) => (route === 'status' ? (held ??= answer) : answer);
    await card.reload();
    await stage.pass(100);
    expect(rows(card).join()).to.not.include('sandbox');
  });

  it('shows addresses as they were kept, masked', async () => {
    const card = await between({ auth: { cognito_pool: 'of jemima.puddle@private.example.org' } });
    expect(rows(card).join()).to.match(/auth\.cognito_pool \| us-east-1\S* \| of j•+@/);
    expect(visibleText(card)).to.not.include('jemima');
  });
});
