import 'axe-core/axe.min.js';
import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import sinon from 'sinon';
import { Card } from '../../src/card/card.ts';
import { command } from '../../src/card/command.ts';
import { define } from '../../src/card/define.ts';
import { openPalette } from '../../src/shell/palette.ts';
import { cannotAsk, engine } from '../components/support/engine.ts';
import { until } from '../components/support/quiet.ts';
import type { TemplateResult } from 'lit';
import type { Spec, View } from '../../src/card/card.ts';
import type { Action } from '../../src/shell/page.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';
const LINE = `aws lambda get-alias --name '${HOSTILE}'`;

/** A card that needs no backend. */
function card(tag: string, title: string, view: View, body = html`<p>Ducks</p>`): void {
  const spec = { title, section: 'posture', size: 'small' } as const satisfies Spec;
  define(
    tag,
    class extends Card<typeof spec> {
      static override spec: Spec = spec;
      view(): View {
        return view;
      }
      protected renderBody(): TemplateResult {
        return body;
      }
    },
  );
}

card('mc-test-drift', 'Alias Drift Investigation', { tone: 'bad', label: `2 versions ${HOSTILE}` });
card('mc-test-driftwood', 'Pond Driftwood', { tone: 'ok', label: 'Afloat' });
card('mc-test-snowdrift', 'Snowdrift', { tone: 'ok', label: 'Melted' });
card(
  'mc-test-cafe',
  'Café of the operators',
  { tone: 'warn', label: 'Nearly out of bread' },
  html`${command({ line: LINE, does: 'Shows the alias, and changes nothing.' })}
    <details>
      <summary>More</summary>
      ${command({ line: 'aws put-away', does: 'Folded away.' })}
    </details>`,
);

let place: HTMLElement;
const done: string[] = [];
const act = (id: string, title: string, keys?: string): Action => ({
  id,
  title,
  ...(keys && { keys }),
  run: () => void done.push(id),
});
const actions = (): Action[] => [
  act('refresh', 'Refresh all cards', 'R'),
  act('pause', 'Pause polling in every tab'),
  // A shell may list the jumps to its cards as well.
  act('mc-test-drift', 'Alias Drift Investigation'),
];

function get<E extends Element>(selector: string, kind: new () => E, root: ParentNode = document): E {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`There is no ${selector}.`);
  return found;
}
const dialog = (): HTMLDialogElement => get('#palette', HTMLDialogElement);
const field = (): HTMLInputElement => get('#palette input', HTMLInputElement);
const plain = (element: Element | null): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const reported = (): string => plain(document.querySelector('#palette [role=status]'));
const options = (): HTMLElement[] => [...dialog().querySelectorAll<HTMLElement>('[role=option]')];
const titles = (group: string): string[] =>
  [...dialog().querySelectorAll('[role=group]')]
    .filter((each) => plain(each.querySelector('.group')) === group)
    .flatMap((each) => [...each.querySelectorAll('.title, .line')].map(plain));
const groups = (): string[] => [...dialog().querySelectorAll('.group')].map(plain);

/** The option that a screen reader is sent to. */
function active(): string {
  const id = field().getAttribute('aria-activedescendant') ?? '';
  const named = document.getElementById(id);
  expect(named, `#${id}`).to.have.attribute('aria-selected', 'true');
  expect(dialog().querySelectorAll('[aria-selected=true]')).to.have.length(1);
  return plain(named);
}

function type(query: string): void {
  field().value = query;
  field().dispatchEvent(new InputEvent('input', { bubbles: true }));
}

const press = (key: string): Promise<void> => sendKeys({ press: key });

describe('the palette', () => {
  before(async () => {
    document.documentElement.setAttribute('data-ready', '');
    const sheets = ['shell.css', 'dialog.css'].map(async (name) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = `/static/${name}`;
      document.head.append(link);
      await new Promise((resolve, reject) => {
        link.onload = resolve;
        link.onerror = reject;
      });
    });
    await Promise.all(sheets);
  });

  beforeEach(async () => {
    done.length = 0;
    history.replaceState(null, '', location.pathname + location.search);
    place = document.createElement('main');
    place.insertAdjacentHTML(
      'beforeend',
      `<button id="from">Search</button>
      <section aria-label="Growth"><mc-test-snowdrift></mc-test-snowdrift></section>
      <section aria-labelledby="heading"><h2 id="heading">Release and canary</h2>
        <mc-test-drift></mc-test-drift>
        <mc-test-cafe></mc-test-cafe>
        <div hidden><mc-test-driftwood state-key="pond 2"></mc-test-driftwood></div>
        <mc-test-later data-load-on="visible"></mc-test-later>
        <mc-test-snowdrift hidden state-key="silent"></mc-test-snowdrift>
      </section>`,
    );
    document.body.append(place);
    const cards = ['mc-test-snowdrift', 'mc-test-driftwood', 'mc-test-drift', 'mc-test-cafe'].map((tag) =>
      get(tag, HTMLElement, place),
    );
    await until(() => cards.every((each) => each.getAttribute('phase') === 'local'), 'the cards');
    get('#from', HTMLButtonElement).focus();
    openPalette(actions);
  });

  afterEach(() => {
    sinon.restore();
    dialog().close();
    place.remove();
  });

  it('lists the cards with section, tone and chip, then actions, then commands', () => {
    expect(groups()).to.deep.equal(['Cards', 'Actions', 'Commands to copy']);
    expect(titles('Cards')).to.deep.equal([
      '● OK: Snowdrift',
      '■ Bad: Alias Drift Investigation',
      '▲ Warning: Café of the operators',
      '● OK: Pond Driftwood',
      '○ Unknown: test later',
    ]);
    const [, drift, , pond, later] = options().map(plain);
    expect(drift).to.include('Release and canary').and.to.include('2 versions');
    expect(pond).to.include('Afloat · hidden');
    expect(later).to.include('Not loaded yet');
    expect(titles('Actions')).to.deep.equal(['Refresh all cards', 'Pause polling in every tab']);
    expect(reported()).to.equal(`${options().length} results`);
  });

  it('lists each command that a card shows with its sentence, and a curl line of each polled route', () => {
    const [first, ...curls] = titles('Commands to copy');
    expect(first).to.equal(LINE);
    const paths = ['/beak/metrics', '/beak/system/status', '/beak/audit'];
    expect(curls).to.have.length(paths.length);
    for (const [index, path] of paths.entries()) expect(curls[index]).to.include(location.origin + path);
    expect(plain(dialog()))
      .to.include('Shows the alias, and changes nothing.')
      .and.not.to.include('put-away');
  });

  it('shows what came from fields as text', () => {
    expect(plain(dialog())).to.include(`2 versions ${HOSTILE}`).and.to.include(LINE);
    expect(dialog().querySelector('img')).to.equal(null);
    type(HOSTILE);
    expect(dialog().querySelector('img')).to.equal(null);
  });

  it('finds words in any order, whatever their case and accents, in title, tag and section', () => {
    const first = (query: string): string => {
      type(query);
      return active();
    };
    expect(first('INVEST alias')).to.include('Alias Drift');
    expect(first('cafe')).to.include('Café');
    expect(first('CAFÉ op')).to.include('Café');
    expect(first('mc-test-snow')).to.include('Snowdrift');
    expect(first('growth')).to.include('Snowdrift');
    expect(first('adi')).to.include('Alias Drift');
    expect(first('metrics curl')).to.include('/beak/metrics');
    type('alias pond');
    expect(options()).to.be.empty;
  });

  it('puts the start of a title first, then the start of a word, then the rest', () => {
    card('mc-test-drifting', 'Drifting ice', { tone: 'ok', label: 'Cold' });
    place.append(document.createElement('mc-test-drifting'));
    type('drift');
    expect(titles('Cards').map((title) => title.replace(/^.*: /, ''))).to.deep.equal([
      'Drifting ice',
      'Alias Drift Investigation',
      'Pond Driftwood',
      'Snowdrift',
    ]);
  });

  it('puts the group of the best match first', () => {
    type('pause');
    expect(groups()[0]).to.equal('Actions');
    expect(active()).to.equal('Pause polling in every tab');
  });

  it('says that nothing was found, with a hint', async () => {
    await sendKeys({ type: 'zzz' });
    expect(reported()).to.equal('0 results');
    expect(plain(dialog())).to.include('“zzz”').and.to.include('Try');
    expect(field()).to.have.attribute('aria-expanded', 'false');
    expect(field()).not.to.have.attribute('aria-activedescendant');
    await press('ArrowDown');
    await press('End');
    await press('Enter');
    expect(dialog().open).to.equal(true);
    type('snow');
    expect(reported()).to.equal('1 result');
    expect(active()).to.include('Snowdrift');
  });

  it('goes through the list by arrow keys, Home and End, with the focus in the field', async () => {
    const last = plain(options().at(-1) ?? null);
    expect(active()).to.include('Snowdrift');
    await press('ArrowDown');
    expect(active()).to.include('Alias Drift');
    await press('ArrowUp');
    await press('ArrowUp');
    expect(active(), 'round the corner').to.equal(last);
    await press('ArrowDown');
    expect(active()).to.include('Snowdrift');
    await press('End');
    expect(active()).to.equal(last);
    await press('Home');
    expect(active()).to.include('Snowdrift');
    expect(document.activeElement).to.equal(field());
  });

  it('jumps to a card by Enter, again where the address names it already', async () => {
    let jumps = 0;
    const jumped = (): void => void (jumps += 1);
    addEventListener('hashchange', jumped);
    type('wood');
    await press('Enter');
    expect(dialog().open).to.equal(false);
    expect(decodeURIComponent(location.hash)).to.equal('#pond 2');
    await until(() => jumps === 1, 'the jump');
    openPalette(actions);
    type('wood');
    await press('Enter');
    await until(() => jumps === 2, 'the second jump');
    removeEventListener('hashchange', jumped);
    expect(decodeURIComponent(location.hash)).to.equal('#pond 2');
    expect(done).to.be.empty;
  });

  it('does an action when it is closed and the focus is back', async () => {
    type('refr');
    expect(active()).to.equal('Refresh all cards R');
    await press('Enter');
    expect(done).to.deep.equal(['refresh']);
    expect(dialog().open).to.equal(false);
    expect(document.activeElement?.id).to.equal('from');
  });

  it('copies a command, and says so', async () => {
    const write = sinon.stub(navigator.clipboard, 'writeText').resolves();
    type('get-alias');
    await press('Enter');
    await until(() => reported().startsWith('Copied'), 'the word');
    expect(reported()).to.equal(`Copied: ${LINE}`);
    expect(write.args).to.deep.equal([[LINE]]);
    expect(dialog().open).to.equal(true);
    await press('ArrowDown');
    expect(reported()).to.equal('1 result');
  });

  it('shows a command selected where the browser refuses to copy', async () => {
    sinon.stub(navigator.clipboard, 'writeText').rejects(new DOMException('No', 'NotAllowedError'));
    type('get-alias');
    await press('Enter');
    await until(() => reported() !== '1 result', 'the word');
    expect(reported()).to.equal('Selected: press Ctrl+C or ⌘C');
    const text = get('#palette textarea', HTMLTextAreaElement);
    expect(document.activeElement).to.equal(text);
    expect(text.value.slice(text.selectionStart, text.selectionEnd)).to.equal(LINE);
    await press('Escape');
    expect(dialog().open).to.equal(false);
    expect(document.activeElement?.id).to.equal('from');
  });

  it('closes by Escape, its button and a press outside, and gives the focus back', async () => {
    const ways = [
      () => press('Escape'),
      () => sendMouse({ type: 'click', position: [3, 3] }),
      () => Promise.resolve(get('#palette button', HTMLButtonElement).click()),
    ];
    for (const close of ways) {
      openPalette(actions);
      expect(document.activeElement).to.equal(field());
      await close();
      expect(dialog().open).to.equal(false);
      expect(document.activeElement?.id).to.equal('from');
    }
  });

  it('begins anew each time, and keeps its keys from the page', async () => {
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent): void => void heard.push(key);
    document.addEventListener('keydown', hear);
    await sendKeys({ type: 'a/r' });
    document.removeEventListener('keydown', hear);
    expect(field().value).to.equal('a/r');
    expect(heard).to.be.empty;
    dialog().close();
    openPalette(actions);
    expect(field().value).to.equal('');
    expect(active()).to.include('Snowdrift');
    expect(document.querySelectorAll('#palette')).to.have.length(1);
  });

  it('works by pointer, and the field keeps the focus', async () => {
    sinon.stub(navigator.clipboard, 'writeText').resolves();
    type('get-alias');
    const [option] = options();
    const { x = 0, y = 0, width = 0, height = 0 } = option?.getBoundingClientRect() ?? {};
    const position: [number, number] = [Math.round(x + width / 2), Math.round(y + height / 2)];
    await sendMouse({ type: 'click', position });
    await until(() => reported().startsWith('Copied'), 'the word');
    expect(document.activeElement).to.equal(field());
    type('');
    const refresh = options().find((each) => plain(each).startsWith('Refresh'));
    refresh?.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    expect(active()).to.include('Refresh');
    refresh?.click();
    expect(done).to.deep.equal(['refresh']);
  });

  it('fits 320 px, with the active option in sight', async function () {
    if (engine === 'webkit') cannotAsk(this, 'its window is never narrower than 447 px');
    await setViewport({ width: 320, height: 480 });
    await press('End');
    const box = dialog().getBoundingClientRect();
    expect(box.left).to.be.at.least(0);
    expect(box.right).to.be.at.most(320);
    expect(box.bottom).to.be.at.most(480);
    const list = get('#palette-list', HTMLElement);
    expect(list.scrollWidth).to.equal(list.clientWidth);
    const [seen, around] = [options().at(-1), list].map((each) => each?.getBoundingClientRect());
    expect(seen?.bottom).to.be.at.most((around?.bottom ?? 0) + 1);
    await setViewport({ width: 800, height: 600 });
  });

  it('passes axe, with results, without, and with a command to copy by hand', async () => {
    const faults = async (): Promise<string[]> => {
      const { violations } = await window.axe.run(dialog(), {
        resultTypes: ['violations'],
        preload: false,
        rules: { region: { enabled: false } },
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    };
    expect(await faults()).to.be.empty;
    type('zzz');
    expect(await faults()).to.be.empty;
    sinon.stub(navigator.clipboard, 'writeText').rejects(new Error('No'));
    type('get-alias');
    await press('Enter');
    await until(() => dialog().querySelector('textarea'), 'the command');
    expect(await faults()).to.be.empty;
  });
});
