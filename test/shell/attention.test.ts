import { expect } from '@open-wc/testing';
import { html, render } from 'lit';
import sinon from 'sinon';
import { hub } from '../../src/data/hub.ts';
import { callPage, startAttention, turnNotify } from '../../src/shell/attention.ts';
import { placeCards } from '../../src/shell/layout.ts';
import { settings } from '../../src/shell/settings.ts';
import { startTally } from '../../src/shell/tally.ts';

/** A page of two plain elements that have tones, as cards do. */
const PAGE = html`<link rel="icon" href="icon.svg" /><button id="notify">Notifications</button>
  <div id="tally"></div>
  <main id="cards">
    <section id="posture">
      <mc-first tone="ok" phase="live">1</mc-first><mc-second tone="ok" phase="live">2</mc-second>
    </section>
  </main>
  <div id="notice" hidden>
    <p id="notice-text"></p>
    <button id="notice-undo">Undo</button><button id="notice-close">Close</button>
  </div>`;

/** What the page has asked the browser to show. */
class Notified extends EventTarget {
  static permission: NotificationPermission = 'default';
  static requestPermission = (): Promise<NotificationPermission> => Promise.resolve(Notified.permission);
  static shown: Notified[] = [];
  onclick: (() => void) | undefined;
  closed = false;
  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    super();
    Notified.shown.push(this);
  }
  close(): void {
    this.closed = true;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const one = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`No ${selector}.`);
  return found;
};
const said = (): string => one('#notice-text').textContent;

describe('what the page says of itself while nobody looks', () => {
  let hidden = false;
  /** What the browser tells of changes of the permission. */
  const permission = new EventTarget();
  const place = document.createElement('div');

  /** Gives a card a tone, and waits until the page has heard of it. */
  async function judge(name: string, tone: string): Promise<void> {
    one(name).setAttribute('tone', tone);
    await turn();
    await turn();
  }
  async function hide(now: boolean): Promise<void> {
    hidden = now;
    document.dispatchEvent(new Event('visibilitychange'));
    await turn();
  }

  before(async () => {
    for (const tag of ['mc-first', 'mc-second']) customElements.define(tag, class extends HTMLElement {});
    render(PAGE, place);
    document.body.append(place);
    sinon.stub(document, 'hidden').get(() => hidden);
    Object.defineProperty(globalThis, 'Notification', {
      configurable: true,
      writable: true,
      value: Notified,
    });
    sinon.stub(navigator.permissions, 'query').resolves(permission as PermissionStatus);
    placeCards(one('#cards'));
    startTally();
    startAttention();
    callPage('Pond · Mission Control');
    await turn();
  });
  after(() => {
    settings.change(() => ({ notify: false }));
    sinon.restore();
    place.remove();
  });
  beforeEach(async () => {
    await hide(false);
    for (const name of ['mc-first', 'mc-second']) await judge(name, 'ok');
    Notified.shown = [];
  });

  const icon = () => one('link[rel=icon]').getAttribute('href');

  it('is the worst tone, in the title and in the icon', async () => {
    expect(document.title).to.equal('Pond · Mission Control');
    expect(icon()).to.equal('icon.svg');
    await judge('mc-first', 'warn');
    expect([document.title, icon()]).to.deep.equal(['▲ 1 · Pond · Mission Control', 'icon-warn.svg']);
    await judge('mc-second', 'warn');
    expect(document.title).to.equal('▲ 2 · Pond · Mission Control');
    await judge('mc-second', 'bad');
    expect([document.title, icon()]).to.deep.equal(['■ 1 · Pond · Mission Control', 'icon-bad.svg']);
    for (const name of ['mc-first', 'mc-second']) await judge(name, 'unknown');
    expect([document.title, icon()]).to.deep.equal(['○ 2 · Pond · Mission Control', 'icon-unknown.svg']);
  });

  it('is no notification before the operator has asked for one', async () => {
    await hide(true);
    await judge('mc-first', 'bad');
    expect(Notified.shown).to.deep.equal([]);
    expect(hub().forced).to.equal(false);
  });

  it('says in words where the browser refuses, and stays off', async () => {
    Notified.permission = 'denied';
    await turnNotify();
    expect(said()).to.include('refuses notifications');
    Notified.permission = 'default';
    await turnNotify();
    expect(said()).to.include('stay off');
    expect(settings.now.notify).to.equal(false);
    expect(one('#notify').getAttribute('aria-pressed')).to.equal('false');
  });

  describe('once it was asked to notify', () => {
    before(async () => {
      Notified.permission = 'granted';
      await turnNotify();
      expect(one('#notify').getAttribute('aria-pressed')).to.equal('true');
    });

    it('notifies of what gets worse while hidden, one at a time, and of nothing else', async () => {
      await judge('mc-first', 'warn');
      expect(Notified.shown, 'in sight').to.have.length(0);
      await hide(true);
      expect(hub().forced, 'a hidden tab polls on').to.equal(true);
      await judge('mc-second', 'warn');
      expect(Notified.shown, 'as bad as before').to.have.length(0);
      await judge('mc-second', 'bad');
      expect(Notified.shown.map(({ title, options: { body, tag } }) => [title, body, tag])).to.deep.equal([
        ['Critical · Pond · Mission Control', 'second', 'mission-control'],
      ]);
      await judge('mc-second', 'ok');
      await judge('mc-second', 'bad');
      expect(Notified.shown.map(({ closed }) => closed)).to.deep.equal([true, false]);
      await hide(false);
      expect(Notified.shown.at(-1)?.closed, 'closed by looking').to.equal(true);
      expect(hub().forced).to.equal(false);
    });

    it('leads to the finding', async () => {
      await hide(true);
      await judge('mc-second', 'bad');
      Notified.shown[0]?.onclick?.();
      expect(document.activeElement).to.equal(one('mc-second').parentElement);
    });

    it('says nothing of a past moment that is shown, and marks the title', async () => {
      hub().timeTravel = { base: 'http://none.test', at: 0, show: (apiState) => apiState };
      await hide(true);
      await judge('mc-second', 'bad');
      expect(Notified.shown).to.have.length(0);
      expect(document.title).to.equal('↺ Pond · Mission Control');
      hub().timeTravel = undefined;
    });

    it('is off, and says so, once the browser does not allow it any more', () => {
      Notified.permission = 'denied';
      permission.dispatchEvent(new Event('change'));
      expect(said()).to.include('no longer allows notifications');
      expect(settings.now.notify).to.equal(false);
      expect(one('#notify').getAttribute('aria-pressed')).to.equal('false');
      Notified.permission = 'granted';
      settings.change(() => ({ notify: true }));
    });

    it('goes off again at a click', async () => {
      await turnNotify();
      await hide(true);
      await judge('mc-second', 'bad');
      expect(Notified.shown).to.have.length(0);
    });
  });
});
