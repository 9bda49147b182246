import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { Beak } from '../../server/beak/beak.ts';
import { execute, isAsWanted, refusalOf, requestId, settle } from '../../src/data/execute.ts';
import { releaseRead } from '../../src/data/release-reads.ts';
import type { Change } from '../../src/api/change.ts';
import type { ExecuteRequest, Outcome } from '../../src/data/execute.ts';

const START = Date.UTC(2026, 2, 21, 5, 40);
const url = 'https://ops.example.com/beak/release';

describe('A change of the alias', () => {
  let beak: Beak;
  let clock: sinon.SinonFakeTimers;
  const box = sinon.createSandbox();
  /** Every request that was sent. */
  let sent: { url: string; init: RequestInit }[];
  /** What becomes of a request before and after the Beak has it. */
  let before: (() => Response | undefined) | undefined;
  let after: ((response: Response) => Response | Promise<Response>) | undefined;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    beak = new Beak({ seed: 7, now: START });
    [sent, before, after] = [[], undefined, undefined];
    box.stub(window, 'fetch').callsFake(async (to, init = {}) => {
      sent.push({ url: String(to), init });
      const early = before?.();
      if (early) return early;
      // Every body that is sent is text.
      const { status, body } = beak.change(JSON.parse(init.body as string));
      const response = new Response(body, { status });
      const given = new Promise<never>((_, reject) =>
        init.signal?.addEventListener('abort', () => reject(new DOMException('Given up', 'AbortError'))),
      );
      return Promise.race([after ? after(response) : response, given]);
    });
  });
  afterEach(() => {
    box.restore();
    clock.restore();
  });

  const release = () => {
    const read = releaseRead.from(JSON.parse(beak.answer('status')));
    if (!read) throw new Error('the Beak has a release');
    return read;
  };
  const change = (over: Partial<Change> = {}): Change => ({
    action: 'shift',
    version: '40',
    weight: 0.1,
    revision_id: release().revision_id ?? '',
    operator: 'Jemima',
    request_id: requestId(),
    ...over,
  });
  const run = (over: Partial<ExecuteRequest> = {}): Promise<Outcome> =>
    execute({ url, change: change(), ...over });

  it('is sent once, as the contract has it, and told with the alias as it then is', async () => {
    const wanted = change();
    const token = sinon.stub().resolves('secret');
    const outcome = await run({ change: wanted, token });
    expect(outcome).to.include({ made: 'yes', why: 'done' });
    expect(outcome.release?.routing).to.deep.equal({ '40': 0.1 });
    expect(outcome.label).to.not.include('secret');
    expect(sent).to.have.length(1);
    const init: RequestInit = sent[0]?.init ?? {};
    expect(sent[0]?.url).to.equal(url);
    expect(init).to.include({ method: 'POST', credentials: 'omit', redirect: 'error', cache: 'no-store' });
    expect(new Headers(init.headers).get('authorization')).to.equal('Bearer secret');
    expect(token.args).to.deep.equal([['https://ops.example.com']]);
    expect(JSON.parse(init.body as string)).to.deep.equal(wanted);
  });

  it('is not sent with a token that cannot be one, nor with none where one was promised', async () => {
    for (const [given, says] of [
      [undefined, /gave no sign-in token.*nothing was sent/],
      ['', /gave no sign-in token/],
      ['two\nlines', /characters that no header may hold/],
      [{ token: 'd\u00fcck', scope: 'ops' }, /characters that no header may hold/],
    ] as const) {
      // A page's script is not held to our types.
      const outcome = await run({ token: () => given as string });
      expect(outcome).to.include({ made: 'no', why: 'no-token' });
      expect(outcome.label).to.match(says);
    }
    expect(sent).to.eql([]);
  });

  it('whose answer never ends in size is not known to be made', async () => {
    after = () => new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(1_000_000)) }));
    const outcome = await run();
    expect(outcome).to.include({ made: 'unknown' });
  });

  it('goes through for a promotion and a rollback too', async () => {
    for (const [action, version] of [
      ['promote', '40'],
      ['rollback', '41'],
    ] as const) {
      const wanted = change({ action, version });
      expect(await run({ change: wanted })).to.include({ made: 'yes' });
      expect(isAsWanted(wanted, release())).to.equal(true);
    }
  });

  it('that was refused has changed nothing, and says why in the API’s words', async () => {
    const revision = release().revision_id;
    const refusals: [Partial<Change>, string, RegExp][] = [
      [
        { revision_id: 'long-gone' },
        'stale',
        /412.*does not match the latest Revision Id.*Nothing was changed/,
      ],
      [{ version: '99' }, 'bad', /422.*Function not found: arn:.*Nothing was changed/],
      [{ weight: 1 }, 'bad', /422.*weight.*Nothing was changed/],
    ];
    for (const [over, why, label] of refusals) {
      const outcome = await run({ change: change(over) });
      expect(outcome).to.include({ made: 'no', why });
      expect(outcome.label).to.match(label);
    }
    for (const [status, why] of [
      [401, 'forbidden'],
      [403, 'forbidden'],
      [404, 'http'],
      [429, 'http'],
    ] as const) {
      before = () => new Response('{"message":"Ask jane@example.com"}', { status });
      const outcome = await run();
      expect(outcome).to.include({ made: 'no', why });
      expect(outcome.label).to.include(String(status)).and.to.include('Nothing was changed');
      expect(outcome.label).to.not.include('jane@example.com');
    }
    expect(release().revision_id).to.equal(revision);
  });

  it('that met a failing server may have been made, and nobody says otherwise', async () => {
    for (const status of [408, 500, 502, 503, 504]) {
      before = () => new Response('<h1>Bad gateway</h1>', { status });
      const outcome = await run();
      expect(outcome).to.include({ made: 'unknown', why: 'http' });
      expect(outcome.label).to.include(String(status)).and.to.include('not known').and.to.not.include('<h1>');
      expect(outcome.label).to.not.include('Nothing was changed');
    }
  });

  it('is not taken for made because something answers well', async () => {
    for (const body of ['<p>Please sign in</p>', '{}', 'null', '[]', JSON.stringify(release())]) {
      before = () => new Response(body);
      expect(await run(), body).to.include({ made: 'unknown', why: 'unreadable' });
    }
  });

  it('is given up after 10 s, without saying that it was not made', async () => {
    after = () => new Promise(() => undefined);
    const running = run();
    await clock.tickAsync(9999);
    let over = false;
    void running.then(() => (over = true));
    await clock.tickAsync(0);
    expect(over).to.equal(false);
    await clock.tickAsync(1);
    const outcome = await running;
    expect(outcome).to.include({ made: 'unknown', why: 'timeout' });
    expect(outcome.label).to.match(/10 s.*not known/);
  });

  it('whose answer was lost is asked again with the same id, and is made once', async () => {
    const wanted = change();
    after = () => Promise.reject(new TypeError('Failed to fetch'));
    const lost = await run({ change: wanted });
    expect(lost).to.include({ made: 'unknown', why: 'lost' });
    const revision = release().revision_id;
    expect(revision, 'it was made').to.not.equal(wanted.revision_id);
    expect(settle(lost, wanted, release())).to.include({ made: 'yes' });
    after = undefined;
    const again = await run({ change: wanted, again: true });
    expect(again).to.include({ made: 'yes', why: 'done' });
    expect(release().revision_id, 'and not twice').to.equal(revision);
    expect(new Set(sent.map(({ init }) => init.body)).size).to.equal(1);
  });

  it('that is refused at the second asking may still have been made by the first', async () => {
    const wanted = change();
    after = () => Promise.reject(new TypeError('Failed to fetch'));
    await run({ change: wanted });
    for (const status of [412, 403, 404, 422]) {
      before = () => new Response('{}', { status });
      const outcome = await run({ change: wanted, again: true });
      expect(outcome.made).to.equal('unknown');
      expect(outcome.label).to.include('the earlier one may have').and.to.not.include('Nothing was changed');
      // The alias itself can tell.
      expect(settle(outcome, wanted, release())).to.include({ made: 'yes' });
    }
  });

  it('of which nobody knows is told apart by the alias as it is now', async () => {
    const wanted = change();
    before = () => {
      throw new TypeError('Failed to fetch');
    };
    const lost = await run({ change: wanted });
    expect(settle(lost, wanted, undefined)).to.deep.equal(lost);
    const unchanged = settle(lost, wanted, release());
    expect(unchanged.made).to.equal('unknown');
    expect(unchanged.label).to.include('has not changed so far');
    before = undefined;
    await run({ change: change({ action: 'promote', version: '39' }) });
    const other = settle(lost, wanted, release());
    expect(other.made).to.equal('unknown');
    expect(other.label).to.include('Somebody else may have changed it');
  });

  it('needs the token that the page promised', async () => {
    const outcome = await run({ token: () => Promise.reject(new Error('hunter2')) });
    expect(outcome).to.include({ made: 'no', why: 'no-token' });
    expect(outcome.label).to.not.include('hunter2');
    expect(sent).to.be.empty;
  });

  it('goes nowhere but to https, or to this machine', async () => {
    for (const bad of [
      'http://ops.example.com/beak/release',
      'ftp://localhost/',
      'http://localhost.example.com/',
      'http://',
    ])
      expect(await run({ url: bad }), bad).to.include({ made: 'no', why: 'insecure' });
    expect(sent).to.be.empty;
    for (const good of ['http://localhost:4173/beak/release', 'http://127.0.0.1:4173/', 'http://[::1]/', url])
      expect(refusalOf(good), good).to.equal(undefined);
  });

  it('is refused in a frame', async () => {
    box.restore();
    const module = new URL('../../src/data/execute.ts', import.meta.url).pathname;
    const frame = document.createElement('iframe');
    frame.srcdoc = `<script type="module">
      import { execute } from '${module}';
      window.fetch = () => parent.postMessage('sent', '*');
      parent.postMessage(await execute({ url: '${url}', change: {} }), '*');
    </script>`;
    const reported = new Promise<unknown>((resolve) =>
      window.addEventListener('message', ({ data }) => resolve(data), { once: true }),
    );
    document.body.append(frame);
    const outcome = await reported;
    frame.remove();
    expect(outcome).to.include({ made: 'no', why: 'framed' });
  });
});
