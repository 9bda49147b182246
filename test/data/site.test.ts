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

  it('is named entry by entry in what holds more than one', async () => {
    serve({
      'e/mc.json': JSON.stringify({
        thresholds: { a: 1, b: '5' },
        freezes: [7, { reason: 'x', from: 'noon', until: '2026-11-21T07:00:00Z' }],
        events: { names: ['a', 1] },
      }),
    });
    const { config, problems } = await loadSite('https://a.test/e/mc.json', [], NOW);
    expect(config.thresholds).to.deep.equal({ a: 1 });
    const named = problems.map((problem) => /value of (\S+)/.exec(problem)?.[1]);
    expect(named).to.have.members(['thresholds.b', 'freezes[0]', 'freezes[1].from', 'events.names[1]']);
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

  it('whose body stalls is given up after 10 s, and one that drips after a minute', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const page = (dripping: boolean) => {
      let dripped: ReturnType<typeof setInterval>;
      return new Response(
        new ReadableStream<Uint8Array>({
          start: (body) => {
            body.enqueue(new TextEncoder().encode('{'));
            if (dripping)
              dripped = clock.setInterval(() => body.enqueue(new Uint8Array([32])), 5000) as never;
          },
          cancel: () => clock.clearInterval(dripped),
        }),
      );
    };
    sinon.stub(window, 'fetch').callsFake((url) => Promise.resolve(page(String(url).includes('drips'))));
    const stalls = loadSite('https://a.test/h/stalls.json', [], NOW);
    const drips = loadSite('https://a.test/h/drips.json', [], NOW);
    await clock.tickAsync(60_000);
    clock.restore();
    expect((await stalls).problems).to.deep.equal([
      'The configuration stalls.json sent nothing for 10 s, so defaults are used.',
    ]);
    expect((await drips).problems).to.deep.equal([
      'The configuration drips.json did not arrive within 60 s, so defaults are used.',
    ]);
  });

  it('is cut off while it is read where it is larger than 8 MB', async () => {
    let sent = 0;
    const cancelled = sinon.spy();
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull: (body) => {
          sent += 1_000_000;
          body.enqueue(new Uint8Array(1_000_000).fill(32));
        },
        cancel: cancelled,
      });
    sinon.stub(window, 'fetch').callsFake(() => Promise.resolve(new Response(endless())));
    const { problems } = await loadSite('https://a.test/i/mc.json', [], NOW);
    expect(problems).to.deep.equal(['The configuration mc.json is larger than 8 MB, so defaults are used.']);
    expect(cancelled.callCount).to.equal(1);
    expect(sent).to.be.within(8_000_000, 12_000_000);
  });

  it('whose body breaks off, and addresses that are none, are told without the engine’s words', async () => {
    serve({
      'g/mc.json': JSON.stringify({ files: { deploy_log: 'http://[', board: 'broken.md' } }),
    });
    const served = window.fetch;
    sinon.restore();
    sinon.stub(window, 'fetch').callsFake((url, init) => {
      if (!String(url).includes('broken')) return served(url, init);
      const cut = new ReadableStream({
        start: (body) => body.error(new DOMException('ENGINE', 'TimeoutError')),
      });
      return Promise.resolve(new Response(cut));
    });
    const config = await loadSite('https://a.test/g/broken.json', [], NOW);
    expect(config.problems).to.deep.equal([
      'The configuration broken.json did not arrive whole, so defaults are used.',
    ]);
    const files = await loadSite('https://a.test/g/mc.json', ['deploy_log', 'board'], NOW);
    expect(files.problems).to.have.members(['http://[ is no address.', 'broken.md did not arrive whole.']);
    const nowhere = await loadSite('http://[', [], NOW);
    expect(nowhere.problems).to.deep.equal(['The configuration [ is no address, so defaults are used.']);
  });

  it('stands as it was read before while it cannot be read again', async () => {
    serve({ 'd/mc.json': JSON.stringify({ alias: 'live' }) });
    const before = await loadSite('https://a.test/d/mc.json', [], NOW);
    const after = await loadSite('https://a.test/gone/mc.json', [], NOW, before);
    expect(after.config).to.deep.equal({ alias: 'live' });
    expect(after.problems[0]).to.include('what was read before is used');
  });
});
