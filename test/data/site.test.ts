import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { loadSite } from '../../src/data/site-load.ts';

const NOW = Date.UTC(2026, 2, 21, 6);

/** Serves these texts by the end of their path; whatever else is asked is 404. */
function serve(files: Record<string, string>): void {
  sinon.stub(window, 'fetch').callsFake((url) => {
    const path = Object.keys(files).find((name) => String(url).endsWith(name));
    return Promise.resolve(new Response(path && files[path], { status: path ? 200 : 404 }));
  });
}

describe('the site’s configuration', () => {
  afterEach(() => {
    sinon.restore();
  });

  it('is read key by key: a wrong one is named, an unknown one ignored, the rest counts', async () => {
    serve({ 'a/mc.json': JSON.stringify({ alias: 'live', region: 7, files: { board: [] }, colour: 'red' }) });
    const { config, problems } = await loadSite('https://a.test/a/mc.json', [], NOW);
    expect(config).to.deep.equal({ alias: 'live', files: {} });
    expect(problems).to.have.length(2);
    expect(problems.join()).to.include('region').and.to.include('files.board');
  });

  it('makes links whole, and names one that leads to no page', async () => {
    serve({
      'l/mc.json': JSON.stringify({
        links: {
          audit: 'audit.html',
          lookup: '/find?id={id}',
          pecks: 'javascript:alert(1)',
          surfaces: [
            { title: 'Admin', href: '../admin/' },
            { title: 'Evil', href: 'data:text/html,x' },
          ],
        },
      }),
    });
    const { config, problems } = await loadSite('https://a.test/l/mc.json', [], NOW);
    expect(config.links).to.deep.equal({
      audit: 'https://a.test/l/audit.html',
      lookup: 'https://a.test/find?id={id}',
      surfaces: [{ title: 'Admin', href: 'https://a.test/admin/' }],
    });
    expect(problems.join()).to.include('links.pecks').and.to.include('links.surfaces[1]');
    expect(problems).to.have.length(2);
  });

  it('names the files that lie beside it, masked, and the deploy log line by line', async () => {
    serve({
      'b/mc.json': JSON.stringify({ files: { deploy_log: 'LOG.md' } }),
      'b/LOG.md':
        '- 2026-03-21 05:40 UTC · v39 · prod · by jo@example.com\n- gibberish\n- 2026-03-20 05:40 UTC · v38 · prod\n',
    });
    const site = await loadSite('https://a.test/b/mc.json', ['deploy_log'], NOW);
    expect(site.deploys.entries.map(({ version }) => version)).to.deep.equal(['39', '38']);
    expect(site.deploys.problems).to.deep.equal([{ line: 2, text: '- gibberish' }]);
    expect(site.files.deploy_log?.at).to.equal(NOW);
    expect(site.files.deploy_log?.text).to.not.include('jo@example.com');
  });

  for (const [name, text, says] of [
    ['that is missing', undefined, /HTTP status 404/],
    ['that is a page', '<!doctype html>', /not a JSON object/],
    ['that is a list', '[]', /not a JSON object/],
  ] as const)
    it(`${name} gives a sentence and the defaults`, async () => {
      const path = `c/${name.replaceAll(' ', '-')}.json`;
      serve(text === undefined ? {} : { [path]: text });
      const { config, problems } = await loadSite(`https://a.test/${path}`, ['deploy_log'], NOW);
      expect(config).to.deep.equal({});
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(says).and.to.include('defaults are used');
    });

  it('stands as it was read before while it cannot be read again', async () => {
    serve({ 'd/mc.json': JSON.stringify({ alias: 'live' }) });
    const before = await loadSite('https://a.test/d/mc.json', [], NOW);
    const after = await loadSite('https://a.test/gone/mc.json', [], NOW, before);
    expect(after.config).to.deep.equal({ alias: 'live' });
    expect(after.problems[0]).to.include('what was read before is used');
  });
});
