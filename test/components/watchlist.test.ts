import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { holds, lookup, pins, refusal } from '../../components/watchlist/pins.ts';
import { hub } from '../../src/data/hub.ts';
import { cardContract } from './contract.ts';
import { until } from './support/quiet.ts';
import { all, injected, one, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';
import { pinEvents } from '../../src/domain/operator/pin-events.ts';
import { readEvents } from '../../src/store/event-log.ts';
import type { Card } from '../../src/card/card.ts';
import type { Answer, Stage } from './support/stage.ts';

const tag = 'mc-watchlist';

/** Types an id and presses Enter, as an operator does. */
async function pin(card: Card, item: string, stage: Stage): Promise<void> {
  one<HTMLInputElement>(card, 'form input').value = item;
  one(card, 'form button').click();
  await stage.pass(10);
}

/** The same answers for every test: three events, one silent agent. */
const reported = (answer: Answer, route: string): Answer => {
  if (route === 'audit')
    return {
      entries: [
        { id: 'e3', event_type: 'duck.pulse', timestamp: '2026-03-21T05:38:00Z', actor: 'duckling:duck-1' },
        { id: 'e2', event_type: 'duck.bonded', timestamp: '2026-03-21T05:30:00Z', target: 'duck-1' },
        { id: 'e1', event_type: 'duck.signup', timestamp: '2026-03-21T05:20:00Z', actor: 'duck-12' },
      ],
    };
  const stale = [{ id: 'duck-7', state: 'dead', last_pulse_at: '2026-03-21T02:40:00Z' }];
  return route === 'status' ? { ...answer, agents: { stale_list: stale } } : answer;
};

cardContract({
  tag,
  prepare: async (_card, stage) => {
    hub().keep(stage.base, tag, { type: 'pin', item: 'duck-1' });
    await stage.pass(10);
  },
});

describe(`<${tag}> watches ids`, () => {
  const at = useStage(tag);
  const list = (card: Card): string[] => all(card, '.row > code').map(({ textContent }) => textContent);
  const said = (card: Card): string => visibleText(card, '#message, .refusal');

  it('pins by keyboard, trimmed, and removes with Undo', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const actions: string[] = [];
    card.addEventListener('mc-action', ({ detail }) => void actions.push(detail.action));
    one(card, 'form input').focus();
    await sendKeys({ type: '  duck-1 ' });
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    await pin(card, 'cert-2', stage);
    expect(list(card)).to.deep.equal(['duck-1', 'cert-2']);
    expect(visibleText(card, '[part=chip]')).to.include('2 of 5 pinned');
    one(card, '[aria-label="Remove duck-1"]').focus();
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(list(card)).to.deep.equal(['cert-2']);
    expect(card.shadowRoot?.activeElement?.id).to.equal('undo');
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(list(card), 'at its old place').to.deep.equal(['duck-1', 'cert-2']);
    expect(actions).to.deep.equal(['pin', 'pin', 'unpin', 'restore']);
  });

  it('brings back what was removed after a reload too, unless it was pinned anew', async () => {
    const stage = at();
    const first = await stage.card(tag);
    await pin(first, 'duck-1', stage);
    one(first, '[aria-label="Remove duck-1"]').click();
    await stage.pass(10);
    first.remove();
    await stage.pass(8000);
    const card = await stage.card(tag);
    expect(said(card)).to.match(/^Removed duck-1 ?\./);
    one(card, '#undo').click();
    await stage.pass(10);
    expect(list(card)).to.deep.equal(['duck-1']);
    expect(said(card)).to.equal('');
    one(card, '[aria-label="Remove duck-1"]').click();
    await stage.pass(10);
    await pin(card, 'duck-1', stage);
    expect(said(card), 'pinned anew').to.equal('');
  });

  it('refuses a sixth, and whatever cannot be pinned, with the reason', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await pin(card, '   ', stage);
    expect(said(card)).to.include('Type the id');
    await pin(card, 'd'.repeat(81), stage);
    expect(said(card)).to.include('81 characters').and.to.include('more than 80');
    expect(list(card)).to.be.empty;
    for (const n of [1, 2, 3, 4]) await pin(card, `duck-${n}`, stage);
    await pin(card, 'duck-4 ', stage);
    expect(said(card)).to.include('duck-4 is on the list already');
    await pin(card, 'd'.repeat(80), stage);
    expect(said(card)).to.equal('');
    await pin(card, 'duck-6', stage);
    expect(said(card)).to.include('5 ids are pinned, and 5 is the most. Remove one to pin another.');
    expect(list(card)).to.have.length(5);
    expect(one<HTMLInputElement>(card, 'form input').value, 'what was typed stays').to.equal('duck-6');
  });

  it('does not bring back one for which there is no room any more', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const other = await stage.card(tag);
    for (const n of [1, 2, 3, 4, 5]) await pin(card, `duck-${n}`, stage);
    one(card, '[aria-label="Remove duck-1"]').click();
    await stage.pass(10);
    await pin(other, 'duck-6', stage);
    one(card, '#undo').click();
    await stage.pass(10);
    expect(said(card)).to.include('5 ids are pinned');
    expect(list(card)).to.deep.equal(['duck-2', 'duck-3', 'duck-4', 'duck-5', 'duck-6']);
  });

  it('finds an id in the loaded audit and among the silent agents, as a whole', async () => {
    const stage = at();
    stage.bend = reported;
    const card = await stage.card(tag);
    for (const id of ['duck-1', 'duck-7', 'e1', 'duck-99']) await pin(card, id, stage);
    await stage.pass(1000);
    const lines = all(card, '.pins > li').map(({ textContent }) => textContent.replace(/\s+/g, ' '));
    expect(lines[0])
      .to.include('In 2 entries of the audit, the newest 2 min ago.')
      .and.to.include('Not among the agents that are slow or dead');
    expect(lines[1])
      .to.include('The agent is dead, last pulse 3 h ago.')
      .and.to.include('Not in the 3 loaded entries');
    expect(lines[2]).to.include('In 1 entry of the audit, the newest 20 min ago.');
    expect(lines[3]).to.include('Not in the 3 loaded entries of the audit. Not among the agents');
    const show = one(card, '[aria-label="Entries of duck-1"]');
    show.click();
    await stage.pass(10);
    expect(show).to.have.attribute('aria-expanded', 'true');
    expect(visibleText(card, '.entries')).to.include('duck.pulse').and.to.include('2026-03-21 05:30:00 UTC');
    expect(visibleText(card, '.entries')).to.not.include('duck.signup');
    show.click();
    await stage.pass(10);
    expect(all(card, '.entries')).to.be.empty;
  });

  it('says what it could not search', async () => {
    const stage = at();
    stage.bend = (answer, route) => (route === 'audit' ? {} : { ...answer, agents: {} });
    const card = await stage.card(tag);
    await pin(card, 'duck-1', stage);
    expect(visibleText(card, '.pins'))
      .to.include('The audit is not offered')
      .and.to.include('Without agents.stale_list');
    expect(card).to.have.attribute('tone', 'unknown');
    expect(list(card), 'the list is there all the same').to.deep.equal(['duck-1']);
  });

  it('leads to the configured look-up, whatever the id holds', async () => {
    const stage = at();
    const ask = window.fetch;
    const config = `${stage.base}/mission-control.json`;
    const site = JSON.stringify({ links: { lookup: 'find.html?id={id}#found' } });
    window.fetch = (url, init) =>
      String(url) === config ? Promise.resolve(new Response(site)) : ask(url, init);
    const card = await stage.card(tag, `config="${config}"`);
    const id = `a&b=<img src=x>/$&"'`;
    await pin(card, id, stage);
    await until(() => all(card, '.pins a').length > 0, 'the link');
    expect(one<HTMLAnchorElement>(card, '.pins a').href).to.equal(
      `${stage.base}/find.html?id=a%26b%3D%3Cimg%20src%3Dx%3E%2F%24%26%22%27#found`,
    );
    expect(injected(card)).to.be.empty;
    expect(list(card)).to.deep.equal([id]);
  });

  it('shows what was pinned, beside what was known, while the backend is down', async () => {
    const stage = at();
    stage.bend = reported;
    const card = await stage.card(tag);
    await pin(card, 'duck-7', stage);
    await stage.pass(1000);
    card.remove();
    await stage.pass(8000);
    stage.answer = () => new Response('{}', { status: 503 });
    const next = await stage.card(tag);
    expect(list(next)).to.deep.equal(['duck-7']);
    await next.reload();
    await stage.pass(1000);
    expect(next).to.have.attribute('phase', 'failed');
    expect(visibleText(next, '.pins')).to.include('The agent is dead');
    await pin(next, 'duck-8', stage);
    expect(list(next)).to.deep.equal(['duck-7', 'duck-8']);
  });

  it('names the key to set where no look-up is configured', async () => {
    const card = await at().card(tag);
    expect(visibleText(card, '[part=body]')).to.include('links.lookup').and.to.include('{id}');
  });

  it('keeps what two tabs pin at once, and finds it again after a reload', async () => {
    const stage = at();
    const first = await stage.card(tag, 'state-key="shared"');
    const second = await stage.card(tag, 'state-key="shared"');
    for (const [card, id] of [
      [first, 'duck-1'],
      [second, 'duck-2'],
    ] as const) {
      one<HTMLInputElement>(card, 'form input').value = id;
      one(card, 'form button').click();
    }
    await stage.pass(1000);
    for (const card of [first, second]) expect(list(card)).to.have.members(['duck-1', 'duck-2']);
    first.remove();
    second.remove();
    await stage.pass(8000);
    expect(list(await stage.card(tag, 'state-key="shared"'))).to.have.members(['duck-1', 'duck-2']);
    expect(list(await stage.card(tag)), 'under another key').to.be.empty;
  });

  it('cannot be changed in a recorded moment', async () => {
    const stage = at();
    await pin(await stage.card(tag), 'duck-1', stage);
    await stage.pass(1000);
    const card = await stage.card(tag, `at="${new Date(START + 5000).toISOString()}"`);
    await until(() => list(card).length > 0, 'the recorded list');
    expect(card).to.have.attribute('phase', 'replay');
    for (const control of all<HTMLInputElement>(card, 'form input, form button, [aria-label^=Remove]'))
      expect(control.disabled, control.outerHTML).to.equal(true);
  });
});

describe('the pins of a watchlist', () => {
  const event = (at: number, type: string, item: unknown) => ({ id: String(at), at, type, item });
  const cases: [name: string, events: ReturnType<typeof event>[], items: string[]][] = [
    ['nothing', [], []],
    ['one pinned twice', [event(1, 'pin', 'a'), event(2, 'pin', 'a')], ['a']],
    ['removed', [event(1, 'pin', 'a'), event(2, 'unpin', 'a')], []],
    ['removed, never pinned', [event(1, 'unpin', 'a'), event(2, 'restore', 'a')], []],
    [
      'brought back to its place',
      [event(1, 'pin', 'a'), event(2, 'pin', 'b'), event(3, 'unpin', 'a'), event(4, 'restore', 'a')],
      ['a', 'b'],
    ],
    [
      'pinned anew: last',
      [event(1, 'pin', 'a'), event(2, 'pin', 'b'), event(3, 'unpin', 'a'), event(4, 'pin', 'a')],
      ['b', 'a'],
    ],
    [
      'six by two tabs',
      ['a', 'b', 'c', 'd', 'e', 'f'].map((item, n) => event(n, 'pin', item)),
      ['a', 'b', 'c', 'd', 'e', 'f'],
    ],
    ['what is no id', [event(1, 'pin', ''), event(2, 'pin', 7), event(3, 'pin', null)], []],
  ];
  for (const [name, events, items] of cases)
    it(name, () =>
      expect(pins(readEvents(pinEvents, events).events).map(({ item }) => item)).to.deep.equal(items),
    );

  it('a list that is more than full refuses another', () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((item) => ({ item, pinnedAt: 0 }));
    expect(refusal('g', six)).to.include('6 ids are pinned, and 5 is the most');
    expect(refusal('g', six.slice(0, 4))).to.equal(undefined);
  });

  for (const [text, item, held] of [
    ['duckling:duck-1', 'duck-1', true],
    ['duck-1', 'duck-1', true],
    ['duck-12', 'duck-1', false],
    ['a-duck-1', 'duck-1', false],
    ['duck-12 and duck-1', 'duck-1', true],
    ['', 'duck-1', false],
    ['(a+b)*', 'a+b', true],
    [undefined, 'duck-1', false],
  ] as const)
    it(`${String(text)} ${held ? 'holds' : 'does not hold'} ${item}`, () =>
      expect(holds(text, item)).to.equal(held));

  it('half of a character has no address', () => {
    expect(lookup('https://a.test/{id}', '\ud800')).to.equal(undefined);
    expect(lookup(undefined, 'a')).to.equal(undefined);
    expect(lookup('https://a.test/{id}?again={id}', 'a b')).to.equal('https://a.test/a%20b?again=a%20b');
  });
});
