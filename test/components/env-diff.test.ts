import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import { cardContract } from './contract.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-env-diff';
const HOUR = 3_600_000;

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
    expect(visibleText(card, '[part=chip]')).to.include('As the baseline');
    expect(visibleText(card)).to.match(/no baseline is set: 2026-03-21 05:40:\d\d UTC/);
    expect(visibleText(card)).to.include('TABLE_PREFIX');
  });

  it('names what came and went, until the operator takes it as the baseline', async () => {
    const stage = at();
    stage.bend = having('LOG_LEVEL', 'TABLE_PREFIX');
    const card = await stage.card(tag);
    await stage.pass(1000);
    stage.bend = having('LOG_LEVEL', 'SES_SENDER', 'CERT_BUCKET');
    await stage.pass(60_000, 2000);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=chip]')).to.include('2 added, 1 removed');
    expect(visibleText(card, '.results')).to.match(
      /CERT_BUCKET added.*SES_SENDER added.*TABLE_PREFIX removed/,
    );
    expect(visibleText(card)).to.match(/Last changed \d+ s ago/);
    const actions: string[] = [];
    card.addEventListener('mc-action', ({ detail }) => void actions.push(detail.action));
    one(card, '#set').click();
    await stage.pass(1000);
    expect(actions).to.deep.equal(['baseline']);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card)).to.include('Compared with the baseline of 2026-03-21');
  });

  it('brings back the baseline before for an hour', async () => {
    const stage = at();
    hub().keep(stage.base, tag, { type: 'baseline', names: ['LOG_LEVEL'] });
    await stage.pass(2 * HOUR, HOUR);
    stage.bend = having('LOG_LEVEL', 'SES_SENDER');
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(visibleText(card, '[part=chip]')).to.include('1 added, 0 removed');
    expect(all(card, '#undo'), 'of one that was set long ago').to.be.empty;
    one(card, '#set').click();
    await stage.pass(1000);
    expect(visibleText(card, '[part=chip]')).to.include('As the baseline');
    one(card, '#undo').click();
    await stage.pass(1000);
    expect(visibleText(card, '[part=chip]')).to.include('1 added, 0 removed');
    expect(visibleText(card)).to.include('Compared with the baseline of 2026-03-21 05:40:0');
    expect(all(card, '#undo')).to.be.empty;
    expect(card.shadowRoot?.activeElement?.id, 'the focus').to.equal('set');
  });

  it('never shows a value', async () => {
    const stage = at();
    stage.bend = having('TOKEN=hunter2', 'LOG_LEVEL');
    const card = await stage.card(tag);
    expect(visibleText(card)).to.include('TOKEN').and.to.not.include('hunter2');
  });
});
