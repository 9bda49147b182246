import { expect } from '@open-wc/testing';
import { configure } from './support/site.ts';
import { logSamples } from './support/samples.ts';
import { all, injected, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-deploy-timeline';

const LOG = `- 2026-03-21 05:20 UTC · v41 · prod · Certificates are mailed <img src=x onerror=window.pwned=1>
- 2026-03-21 03:00 UTC · v40 · prod · Hatch faster`;

const CONFIG = {
  alias: 'prod',
  files: { deploy_log: 'LOG.md' },
  links: { diff: 'https://diff.example.com/beak' },
};
const give = async (card: Card, stage: Stage, log = LOG): Promise<void> => {
  // A slow backend keeps the card loading.
  for (let turn = 0; turn < 30 && card.getAttribute('phase') === 'loading'; turn += 1) await stage.pass(1000);
  await configure(card, stage, CONFIG, { 'LOG.md': log }, 'LOG.md was read');
  await stage.pass(1000);
};

cardContract({ tag, prepare: (card, stage) => give(card, stage) });

describe(`<${tag}> merges what is known of deploys`, () => {
  const at = useStage(tag);
  const list = (card: Card): string[] =>
    all(card, 'ol li').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  /** The alias as the backend tells it at every poll. */
  const alias = (stage: Stage, stable: string): void => {
    stage.bend = (answer) => ({ ...answer, release: { alias: 'prod', stable } });
  };

  it('one promotion that both tell is one row, and each row names who tells of it', async () => {
    const stage = at();
    await logSamples(stage, 'sd_deployment_log', [
      { ago: 120, alias: 'prod', version: '40' },
      { ago: 60, alias: 'prod', version: '39' },
      { ago: 19, alias: 'prod', version: '41' },
    ]);
    alias(stage, '41');
    const card = await stage.card(tag);
    await give(card, stage);
    expect(list(card)).to.deep.equal([
      'v41 prod newest Certificates are mailed <img src=x onerror=window.pwned=1> 2026-03-21 05:20:00 UTC · 20 min ago · deploy log and this browser',
      'v39 prod 2026-03-21 04:40:00 UTC · 1 h ago · this browser, when it was first seen',
      'v40 prod Hatch faster 2026-03-21 03:00:00 UTC · 2 h ago · deploy log and this browser',
    ]);
    expect(injected(card)).to.be.empty;
    expect(all(card, 'li.newest')).to.have.length(1);
    expect(visibleText(card, '[part=chip]')).to.include('v41 is the newest');
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card)).to.include('own log holds 4 sights');
  });

  it('says of its first sight that the promotion was before, and sees the next one', async () => {
    const stage = at();
    alias(stage, '41');
    const card = await stage.card(tag);
    await stage.pass(2000);
    expect(list(card)).to.have.length(1);
    expect(list(card)[0]).to.include('this browser, first sight; the promotion was before');
    alias(stage, '42');
    await stage.pass(60_000);
    expect(list(card)).to.have.length(2);
    expect(list(card)[0]).to.match(/^v42 prod newest .*this browser, when it was first seen$/);
    expect(visibleText(card)).to.include('files.deploy_log');
  });

  it('says where the backend is at a version that nobody tells of, as a history does: it informs', async () => {
    const stage = at();
    await logSamples(stage, 'sd_deployment_log', [{ ago: 100, alias: 'prod', version: '41' }]);
    alias(stage, '41');
    const card = await stage.card(tag);
    await give(card, stage, '- 2026-03-21 05:30 UTC · v43 · prod · Never arrived');
    expect(visibleText(card, '[part=chip]')).to.include('prod is at v41, not v43');
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card)).to.include('a promotion or a way back is missing here');
  });

  it('takes no entry of the future for what is live', async () => {
    const stage = at();
    alias(stage, '41');
    const card = await stage.card(tag);
    await give(card, stage, '- 2026-03-21 05:50 UTC · v43 · prod · Written before it was done');
    expect(card).to.have.attribute('tone', 'info');
    expect(list(card)[0]).to.include('dated in the future');
  });

  it('shows ten, newest first', async () => {
    const stage = at();
    alias(stage, '41');
    const card = await stage.card(tag);
    const lines = Array.from({ length: 14 }, (_, n) => `- 2026-03-${10 + n} 05:00 UTC · v${n} · dev`);
    await give(card, stage, lines.slice(0, 11).join('\n'));
    expect(list(card)).to.have.length(10);
    expect(list(card)[0]).to.match(/^v41 prod newest/);
    expect(list(card)[1]).to.match(/^v10 dev/);
  });

  it('leads to the diff viewer only where one is configured', async () => {
    const stage = at();
    alias(stage, '41');
    const card = await stage.card(tag);
    expect(all(card, 'a')).to.be.empty;
    await give(card, stage);
    expect(one(card, 'a')).to.have.attribute('href', 'https://diff.example.com/beak');
  });

  it('says that nothing is known yet', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, release: undefined });
    const card = await stage.card(tag);
    expect(card).to.have.attribute('phase', 'empty');
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card)).to.include('Neither the deploy log nor this browser knows of a deploy yet');
  });
});
