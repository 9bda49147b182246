import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { until } from './support/quiet.ts';
import { all, injected, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-recent-deploys';

const LOG = `# Deploys
- 2026-03-21 05:40 UTC · v44 · prod · Certificates are mailed
- 2026-03-20 09:00 UTC · v43 · prod
- 2026-03-19 09:00 UTC · v99 · dev · Never meant for callers
- 2026-03-18 09:00 UTC · v42 · prod · Hatch faster
- last Tuesday · v41 · prod <img src=x onerror=window.pwned=1>
- 2026-03-16 09:00 UTC · v40 · prod · Fifth
- 2026-03-15 09:00 UTC · v39 · prod · Sixth`;

/** A site beside the stage's Beak: its files by name; one without a text is missing. */
function serve({ base }: Stage, files: Record<string, string | undefined>): string {
  const ask = window.fetch;
  window.fetch = (url, init) => {
    const name = String(url).replace(`${base}/`, '');
    if (!Object.hasOwn(files, name)) return ask(url, init);
    const text = files[name];
    return Promise.resolve(text === undefined ? new Response('', { status: 404 }) : new Response(text));
  };
  return `config="${base}/mission-control.json"`;
}

const CONFIG = { alias: 'prod', files: { deploy_log: 'LOG.md' } };
const site = (log: string | undefined, config: object = CONFIG) => ({
  'mission-control.json': JSON.stringify(config),
  'LOG.md': log,
});

cardContract({
  tag,
  prepare: async (card, stage) => {
    serve(stage, site(LOG));
    card.setAttribute('config', `${stage.base}/mission-control.json`);
    await until(() => visibleText(card).includes('v44'), 'the deploys');
  },
});

describe(`<${tag}> tells the last deploys`, () => {
  const at = useStage(tag);
  /** Shows the card beside a site, once it tells something. */
  async function show(files: Record<string, string | undefined>, tells: string): Promise<Card> {
    const stage = at();
    const card = await stage.card(tag, serve(stage, files));
    await until(() => visibleText(card).includes(tells), tells);
    await stage.pass(1000);
    return card;
  }
  const deploys = (card: Card): string[] =>
    all(card, 'ol li').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

  it('the last five: exact time with its zone, version, alias and summary', async () => {
    const card = await show(site(LOG), 'v44');
    expect(deploys(card)).to.deep.equal([
      'v44 prod 2026-03-21 05:40:00 UTC Certificates are mailed',
      'v43 prod 2026-03-20 09:00:00 UTC',
      'v99 dev 2026-03-19 09:00:00 UTC Never meant for callers',
      'v42 prod 2026-03-18 09:00:00 UTC Hatch faster',
      'v40 prod 2026-03-16 09:00:00 UTC Fifth',
    ]);
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card, '[part=chip]')).to.include('v44 is the newest');
    expect(visibleText(card)).to.match(/LOG\.md was read (just now|1 s ago)/);
  });

  it('names each line that does not fit with its number, as it stands', async () => {
    const card = await show(site(LOG), 'v44');
    expect(visibleText(card)).to.include('1 line does not fit, and costs only itself');
    expect(visibleText(card, '[part=body] ul')).to.include(
      'Line 6 - last Tuesday · v41 · prod <img src=x onerror=window.pwned=1>',
    );
    expect(injected(card)).to.be.empty;
  });

  it('tells the newest of the configured alias, where another was deployed since', async () => {
    const card = await show(site(LOG, { ...CONFIG, alias: 'dev' }), 'v44');
    expect(visibleText(card, 'dl')).to.match(
      /Newest deploy v44 to prod ?, .*Configured alias dev newest: v99/,
    );
  });

  it('says that the file does not know the configured alias', async () => {
    const card = await show(site(LOG, { ...CONFIG, alias: 'blue' }), 'v44');
    expect(visibleText(card, 'dl')).to.include('blue not in the file');
  });

  it('says which keys are to be set', async () => {
    const bare = await at().card(tag);
    expect(visibleText(bare)).to.include('files.deploy_log').and.to.include('No deploy log is configured');
    expect(bare).to.have.attribute('tone', 'unknown');
    const card = await show(site(LOG, { files: CONFIG.files }), 'v44');
    expect(visibleText(card, 'dl')).to.match(/not configured set alias/);
  });

  it('says that the file is missing, and why', async () => {
    const card = await show(site(undefined), '404');
    expect(visibleText(card))
      .to.include('LOG.md answered with HTTP status 404')
      .and.to.include('has not been read');
    expect(visibleText(card, '[part=chip]')).to.include('Not read');
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('says what an entry looks like where the file holds none', async () => {
    const card = await show(site('# Nothing yet'), 'holds no deploy');
    expect(card).to.have.attribute('phase', 'empty');
    expect(visibleText(card)).to.include('YYYY-MM-DD HH:MM UTC · vNN · alias · summary');
  });

  it('says of an entry that it is dated in the future', async () => {
    const card = await show(site('- 2027-03-21 05:40 UTC · v45 · prod · Too early'), 'v45');
    expect(visibleText(card, 'ol')).to.include('dated in the future');
  });

  it('keeps its tone in a quiet quarter, but not when the file could not be read for a day', async () => {
    const stage = at();
    const files = site('- 2025-11-21 05:40 UTC · v44 · prod');
    const card = await show(files, 'v44');
    expect(card).to.have.attribute('tone', 'info');
    files['LOG.md'] = undefined;
    await stage.pass(86_400_000 - 60_000, 600_000);
    expect(card).to.have.attribute('tone', 'info');
    await stage.pass(120_000, 10_000);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('Unverified · was: v44 is the newest');
    expect(visibleText(card)).to.include('what it tells is unverified');
  });
});
