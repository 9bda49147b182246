import { expect } from '@open-wc/testing';
import '../../components/env-diff/env-diff.ts';
import { cardContract } from './contract.ts';
import { one, words } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-env-diff';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const having =
    (...env_names: string[]) =>
    (answer: object) => ({ ...answer, lambda: { env_names } });

  it('is calm while nothing differs, and says what it compares with', async () => {
    const card = await at().card(tag);
    await at().pass(1000);
    expect(card).to.have.attribute('tone', 'ok');
    expect(words(card, '[part=chip]')).to.include('As the baseline');
    expect(words(card)).to.match(/no baseline is set: 2026-03-21 05:40:\d\d UTC/);
    expect(words(card)).to.include('TABLE_PREFIX');
  });

  it('names what came and went, until the operator takes it as the baseline', async () => {
    const stage = at();
    stage.bend = having('LOG_LEVEL', 'TABLE_PREFIX');
    const card = await stage.card(tag);
    await stage.pass(1000);
    stage.bend = having('LOG_LEVEL', 'SES_SENDER', 'CERT_BUCKET');
    await stage.pass(60_000, 2000);
    expect(card).to.have.attribute('tone', 'warn');
    expect(words(card, '[part=chip]')).to.include('2 added, 1 removed');
    expect(words(card, '.findings')).to.match(/CERT_BUCKET added.*SES_SENDER added.*TABLE_PREFIX removed/);
    expect(words(card)).to.match(/Last changed \d+ s ago/);
    const actions: string[] = [];
    card.addEventListener('mc-action', ({ detail }) => void actions.push(detail.action));
    one(card, '[part=body] button').click();
    await stage.pass(1000);
    expect(actions).to.deep.equal(['baseline']);
    expect(card).to.have.attribute('tone', 'ok');
    expect(words(card)).to.include('Compared with the baseline of 2026-03-21');
  });

  it('never shows a value', async () => {
    const stage = at();
    stage.bend = having('TOKEN=hunter2', 'LOG_LEVEL');
    const card = await stage.card(tag);
    expect(words(card)).to.include('TOKEN').and.to.not.include('hunter2');
  });
});
