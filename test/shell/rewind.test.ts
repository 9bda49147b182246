import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html, render } from 'lit';
import sinon from 'sinon';
import { hub } from '../../src/data/hub.ts';
import { stamp } from '../../src/domain/format/values.ts';
import { turnRewind } from '../../src/shell/rewind.ts';
import { typedTime } from '../../src/shell/typed-time.ts';
import { until } from '../components/support/quiet.ts';
import { deleteOwn, redirect } from '../store/database.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const base = location.origin;

/** What of the shell the slider needs. */
const PAGE = html`<div id="provider"><button id="rewind">Rewind</button></div>
  <div id="notice" hidden>
    <p id="notice-text" role="status"></p>
    <button id="notice-undo">Undo</button><button id="notice-close">Close</button>
  </div>`;

describe('a typed time', () => {
  const now = Date.UTC(2026, 2, 21, 5, 40);
  for (const [text, wanted] of [
    ['2026-03-20 23:05', '2026-03-20T23:05:00.000Z'],
    [' 2026-03-20T23:05:07Z ', '2026-03-20T23:05:07.000Z'],
    ['2026-03-20 23:05 UTC', '2026-03-20T23:05:00.000Z'],
    ['2026-03-20', '2026-03-20T00:00:00.000Z'],
    ['03-20 23:05', '2026-03-20T23:05:00.000Z'],
    ['12-31 23:05', '2025-12-31T23:05:00.000Z'],
    ['5:40', '2026-03-21T05:40:00.000Z'],
    ['05:41', '2026-03-20T05:41:00.000Z'],
  ] as const)
    it(`${text} is ${wanted}`, () => {
      const time = typedTime(text, now);
      expect(time === undefined ? 'none' : new Date(time).toISOString()).to.equal(wanted);
    });

  for (const text of [
    '',
    ' ',
    'UTC',
    'soon',
    '12',
    '2026',
    '25:00',
    '05:60',
    '2026-02-30',
    '2026-03-21 05:40+02:00',
  ])
    it(`“${text}” is none`, () => {
      expect(typedTime(text, now)).to.equal(undefined);
    });
});

describe('the slider over the past', () => {
  const place = document.createElement('div');
  /** When answers came, oldest first: one a minute, the newest ten minutes ago. */
  let times: number[] = [];

  const one = <E extends HTMLElement>(selector: string, kind: new () => E): E => {
    const found = document.querySelector(selector);
    if (!(found instanceof kind)) throw new Error(`No ${selector}.`);
    return found;
  };
  const range = () => one('#moment-range', HTMLInputElement);
  const jump = () => one('#moment select', HTMLSelectElement);
  const said = () => one('#notice-text', HTMLElement).textContent;
  const shown = () => one('#moment .shown', HTMLElement).textContent;
  /** Waits until the cards are told of a moment. */
  const at = (time: number | undefined) =>
    until(() => hub().timeTravel?.at === time && Number(range().value) === time, `the moment ${stamp(time)}`);
  const nth = (n: number): number => times.at(n) ?? NaN;

  /** A database with nothing in it. */
  async function clear(): Promise<void> {
    sinon.restore();
    // The hub looks at its storage as soon as it is made.
    redirect();
    await hub().store.flush();
    await deleteOwn();
  }

  beforeEach(async () => {
    await clear();
    render(PAGE, place);
    document.body.append(place);
    const newest = Date.now() - 10 * MINUTE;
    times = Array.from({ length: 25 }, (_, n) => newest - (24 - n) * MINUTE);
    for (const time of times) {
      const json = { generated_at: new Date(time).toISOString(), lambda_alias_version: String(time) };
      hub().store.put(`1/${base}/past/status/${time}`, { at: time, json });
    }
    // Another route of the same poll is no step of its own.
    hub().store.put(`1/${base}/past/metrics/${nth(3) + 900}`, { at: nth(3) + 900, json: {} });
    const moves = [
      { at: nth(2), alias: 'prod', version: '41' },
      { at: nth(12), alias: 'prod', version: '42' },
    ];
    const hour = ({ at: time }: { at: number }) => Math.floor(time / HOUR);
    for (const each of new Set(moves.map(hour)))
      hub().store.put(
        `1/${base}/log/sd_deployment_log/${each}`,
        moves.filter((move) => hour(move) === each),
      );
    await hub().store.flush();
  });
  afterEach(async () => {
    if (document.querySelector('#moment')) await turnRewind();
    place.remove();
    await hub().store.flush();
    sinon.restore();
  });

  /** Opens the slider; it begins at the newest answer. */
  async function open(): Promise<void> {
    await turnRewind();
    await at(nth(-1));
  }

  it('reaches from the oldest answer until now, and says which moment is shown', async () => {
    await open();
    expect(Number(range().min)).to.equal(nth(0));
    expect(Number(range().max)).to.be.within(nth(-1), Date.now() + MINUTE);
    expect(document.activeElement).to.equal(range());
    expect(range().getAttribute('aria-valuetext')).to.equal(stamp(nth(-1)));
    expect(shown()).to.equal(`${stamp(nth(-1))} · 10 min ago. Nothing shown is live.`);
    // Ages change each second; what is read aloud does not.
    expect(one('#moment [role=status]', HTMLElement).textContent).to.equal(stamp(nth(-1)));
    expect(document.documentElement.hasAttribute('data-past')).to.equal(true);
  });

  it('goes by one answer, by ten, and to both ends', async () => {
    await open();
    for (const [key, to] of [
      ['ArrowLeft', -2],
      ['ArrowDown', -3],
      ['ArrowRight', -2],
      ['PageDown', -12],
      ['PageUp', -2],
      ['PageUp', -1],
      ['ArrowUp', -1],
      ['Home', 0],
      ['PageDown', 0],
      ['End', -1],
    ] as const) {
      await sendKeys({ press: key });
      await at(nth(to));
    }
    await sendKeys({ press: 'Home' });
    for (let n = 0; n < 4; n += 1) await sendKeys({ press: 'ArrowRight' });
    // Both routes of the fourth poll are one step, at its later answer.
    await at(nth(4));
  });

  it('goes by its buttons too', async () => {
    await open();
    one('#moment [aria-label="One answer earlier"]', HTMLButtonElement).click();
    await at(nth(-2));
    one('#moment [aria-label="One answer later"]', HTMLButtonElement).click();
    await at(nth(-1));
  });

  it('jumps to what happened, and marks it on its track', async () => {
    await open();
    await until(() => jump().options.length > 1, 'what happened');
    expect([...jump().options].map(({ textContent }) => textContent)).to.deep.equal([
      'Jump to…',
      `${stamp(nth(12)).slice(5, 16)} alias prod: 41 → 42`,
    ]);
    const mark = one('#moment .track i', HTMLElement);
    expect(mark.title).to.include('alias prod: 41 → 42');
    expect(parseFloat(mark.style.getPropertyValue('inset-inline-start'))).to.be.closeTo((12 / 34) * 100, 1);
    jump().value = String(nth(12));
    jump().dispatchEvent(new Event('change'));
    await at(nth(12));
    range().focus();
    await sendKeys({ press: 'ArrowLeft' });
    await at(nth(11));
    expect(jump().value, 'it has gone on').to.equal('');
  });

  it('takes a typed time, and refuses in words what is none', async () => {
    await open();
    const field = one('#moment [type=text]', HTMLInputElement);
    const type = async (text: string): Promise<void> => {
      field.focus();
      field.value = text;
      await sendKeys({ press: 'Enter' });
    };
    const exact = Math.floor((nth(6) + 20_000) / 1000) * 1000;
    await type(stamp(exact));
    await at(exact);
    await type('tea time');
    expect(said()).to.equal('“tea time” is no time such as 2026-03-21 05:40 or 05:40, in UTC.');
    expect(field.ariaInvalid).to.equal('true');
    expect(document.activeElement).to.equal(field);
    await at(exact);
    await type('');
    expect(said()).to.match(/^Type a time such as/);
    await type('2999-01-01 00:00');
    expect(said()).to.include('still to come');
    await at(exact);
    await type('2020-01-01 00:00');
    await at(nth(0));
    expect(field.ariaInvalid).to.equal('false');
    expect(said()).to.equal(`This browser kept nothing before ${stamp(nth(0))}; that is the oldest moment.`);
  });

  for (const [how, act] of [
    ['Escape on the slider', () => sendKeys({ press: 'Escape' })],
    [
      'Escape in its field',
      async () => {
        one('#moment [type=text]', HTMLInputElement).focus();
        await sendKeys({ press: 'Escape' });
      },
    ],
    ['its button', () => Promise.resolve(one('#back-to-live', HTMLButtonElement).click())],
    ['opening it again', turnRewind],
  ] as const)
    it(`leads back to live by ${how}`, async () => {
      await open();
      await sendKeys({ press: 'Home' });
      await at(nth(0));
      await act();
      expect(document.querySelector('#moment')).to.equal(null);
      expect(hub().timeTravel).to.equal(undefined);
      expect(document.documentElement.hasAttribute('data-past')).to.equal(false);
      expect(document.activeElement?.id).to.equal('rewind');
    });

  it('says so where nothing was kept, and can be left by the keyboard', async () => {
    await clear();
    await turnRewind();
    expect(shown()).to.match(/no past to show/);
    expect(range().disabled).to.equal(true);
    expect(document.activeElement?.id).to.equal('back-to-live');
    await sendKeys({ press: 'Enter' });
    expect(document.querySelector('#moment')).to.equal(null);
  });

  it('is accessible', async () => {
    await open();
    await until(() => jump().options.length > 1, 'what happened');
    await expect(one('#moment', HTMLElement)).to.be.accessible();
  });
});
