import { expect } from '@open-wc/testing';
import { configure } from './support/site.ts';
import { all, injected, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-version-history';

const LOG = `# Deploys
- 2026-03-21 05:30 UTC · v42 · prod · Back to what worked <img src=x onerror=window.pwned=1>
- 2026-03-21 05:00 UTC · v44 · prod · Certificates are mailed
- 2026-03-20 05:00 UTC · v43 · prod
- 2026-03-19 09:00 UTC · v99 · dev · Never meant for callers
- 2026-03-18 09:00 UTC · v42 · prod · Hatch faster
- last Tuesday · v41 · prod
- 2026-03-15 09:00 UTC · v39 · prod · Sixth`;

const CONFIG = { alias: 'prod', files: { deploy_log: 'LOG.md' } };
const give = async (card: Card, stage: Stage, log = LOG, tells = 'LOG.md was read'): Promise<void> => {
  await configure(card, stage, CONFIG, { 'LOG.md': log }, tells);
  await stage.pass(1000);
};

cardContract({ tag, prepare: (card, stage) => give(card, stage) });

describe(`<${tag}> tells the last promotions`, () => {
  const at = useStage(tag);
  const list = (card: Card): string[] =>
    all(card, 'ol li').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

  it('five of them with their summaries, and how long each stood', async () => {
    const card = await at().card(tag);
    await give(card, at());
    expect(list(card)).to.deep.equal([
      'v42 prod back again Back to what worked <img src=x onerror=window.pwned=1> 2026-03-21 05:30:00 UTC',
      'v44 prod Certificates are mailed 2026-03-21 05:00:00 UTC · stood for 30 min',
      'v43 prod without a summary 2026-03-20 05:00:00 UTC · stood for 1 d',
      'v99 dev Never meant for callers 2026-03-19 09:00:00 UTC',
      'v42 prod Hatch faster 2026-03-18 09:00:00 UTC · stood for 1 d 20 h',
    ]);
    expect(injected(card)).to.be.empty;
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card, '[part=chip]')).to.include('v42 promoted last');
  });

  it('names the version before, which is never one that was rolled back', async () => {
    const card = await at().card(tag);
    await give(card, at());
    expect(visibleText(card, 'dl')).to.match(/prod was last pointed at v42 ?10 min ago.*Before that v39/);
  });

  it('says how many lines do not fit', async () => {
    const card = await at().card(tag);
    await give(card, at());
    expect(visibleText(card)).to.include('1 line does not fit; the Recent Deploys card names them');
  });

  it('says which keys are to be set, and what is missing', async () => {
    const stage = at();
    const bare = await stage.card(tag);
    expect(visibleText(bare)).to.include('files.deploy_log');
    expect(visibleText(bare, '[part=chip]')).to.include('Not configured');
    expect(bare).to.have.attribute('tone', 'unknown');
    const card = await stage.card(tag, 'state-key="second"');
    await give(card, stage, '# Nothing yet', 'holds no promotion');
    expect(card).to.have.attribute('phase', 'empty');
  });

  it('says of a promotion that it is dated in the future', async () => {
    const card = await at().card(tag);
    await give(card, at(), '- 2027-03-21 05:40 UTC · v45 · prod · Too early');
    expect(visibleText(card, 'dl')).to.include('dated in the future').and.to.include('not in the log');
    expect(list(card)[0]).to.include('dated in the future');
  });

  it('is unverified a day after the file was last read', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await give(card, stage);
    window.fetch = () => Promise.resolve(new Response('', { status: 404 }));
    await stage.pass(86_400_000 + 60_000, 600_000);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('Unverified · was: v42 promoted last');
  });
});
