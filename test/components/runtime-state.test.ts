import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { until } from './support/quiet.ts';
import { visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-runtime-state';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const LOG = `- 2026-03-21 03:40 UTC · v42 · prod · Hatch faster
- 2026-03-20 09:00 UTC · v41 · prod
- 2026-03-21 05:00 UTC · v43 · dev`;
  const CONFIG = { files: { deploy_log: 'LOG.md' } };
  const live = (lambda_alias_version: string) => (answer: object) => ({ ...answer, lambda_alias_version });

  it('tells the function and what it has', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card, '[part=chip]')).to.include('beak-api on nodejs22.x');
    expect(visibleText(card, 'dl')).to.match(
      /Memory 256 MB Timeout 10 s Region us-east-1 Reserved concurrency 50 Modified .* UTC/,
    );
  });

  it('is live since the promotion that the deploy log names', async () => {
    const stage = at();
    stage.bend = live('42');
    const card = await stage.card(tag);
    expect(visibleText(card, 'dl')).to.match(
      /Live since not known the deploy log tells no promotion of prod/,
    );
    await configure(card, stage, CONFIG, { 'LOG.md': LOG }, 'v42');
    await stage.pass(1000);
    expect(visibleText(card, 'dl')).to.match(/Live since 2 h ago .*v42 on prod, 2026-03-21 03:40:00 UTC/);
  });

  it('does not guess since when a version is live that the log does not name last', async () => {
    const stage = at();
    stage.bend = live('41');
    const card = await stage.card(tag);
    await configure(card, stage, CONFIG, { 'LOG.md': LOG }, 'v42');
    expect(visibleText(card, 'dl')).to.match(/Live since not known the deploy log’s newest on prod is v42/);
  });

  it('shows the UTC time, and renders nothing for it', async () => {
    const card = await at().card(tag, 'tz="Asia/Tokyo"');
    let renders = 0;
    const updated = card.requestUpdate.bind(card);
    card.requestUpdate = (...given) => ((renders += 1), updated(...given));
    await at().pass(5000);
    expect(visibleText(card, 'dl')).to.match(/Current UTC 2026-03-21 05:40:05 UTC/);
    await at().pass(2000);
    expect(visibleText(card, 'dl')).to.match(/Current UTC 2026-03-21 05:40:07 UTC/);
    expect(renders).to.equal(0);
  });

  it('tells the time of a recorded moment, and does not call it current', async () => {
    const stage = at();
    await stage.card(tag);
    await stage.pass(10_000);
    const past = await stage.card(tag, 'at="2026-03-21T05:40:04Z"');
    await until(() => past.getAttribute('phase') === 'replay', 'the recorded moment');
    expect(visibleText(past, 'dl')).to.match(/UTC then 2026-03-21 05:40:04 UTC/);
  });
});
