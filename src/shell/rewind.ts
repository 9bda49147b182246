import { hub } from '../data/hub.ts';
import { History } from '../data/history.ts';
import { asOf } from '../data/past-moment.ts';
import { routes } from '../api/routes.ts';
import { age, count, stamp } from '../rules/words.ts';
import { pastIndexKey } from '../store/past.ts';
import { listenEscape, raiseBar } from './bar.ts';
import { happened } from './happened.ts';
import { say } from './notice.ts';
import { base, element } from './page.ts';
import { settings } from './settings.ts';
import type { Route } from '../api/fields.ts';

/** What a key on the slider passes, in answers. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

/** Answers that come so soon one after the other (ms) are of one poll of all routes, and one step. */
const TOGETHER = 5000;

// `Object.keys` forgets the names of the keys.
const ROUTES = Object.keys(routes) as Route[];

const now = (): number => hub().clock(base).now();
const seconds = (): number => settings.now.interval ?? 30;

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  members: Partial<HTMLElementTagNameMap[K]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), members);
  made.append(...children);
  return made;
}

/** The page's slider over what this browser kept of the past. */
class Slider {
  readonly #bar = raiseBar('moment', 'Past moment');
  readonly #shown = make('p', { className: 'shown', role: 'status' });
  readonly #range = make('input', { type: 'range', ariaLabel: 'Moment', step: '1', id: 'moment-range' });
  readonly #track = make('div', { className: 'track', ariaHidden: 'true' });
  readonly #typed = make('input', {
    type: 'text',
    placeholder: '2026-03-21 05:40',
    ariaLabel: 'Time in UTC',
    autocomplete: 'off',
  });
  readonly #jump = make('select', { ariaLabel: 'Jump to what happened' });
  readonly #stops: (() => void)[] = [];
  #times: number[] = [];
  #time = 0;
  #due = 0;
  #ended = false;

  constructor(
    readonly history: History,
    readonly ended: () => void,
  ) {
    this.#fill();
    this.#range.addEventListener('input', () => this.#go(Number(this.#range.value)));
    this.#range.addEventListener('keydown', (event) => this.#onKey(event));
    this.#jump.addEventListener('change', () => this.#jump.value && this.#go(Number(this.#jump.value)));
    this.#stops.push(listenEscape(() => this.end()));
    // The cards of this page tell what is live to nobody while they show the past; the slider grows by it.
    this.#stops.push(
      hub().kept.listen((keys) => {
        if (keys.includes(pastIndexKey(base))) this.#stale = true;
      }),
      hub().ticker.join(() => void this.#tick()),
    );
    document.documentElement.toggleAttribute('data-rewound', true);
    void this.#mark();
    this.#extent();
    this.#go(this.#times.at(-1) ?? now());
    this.#range.focus({ preventScroll: true });
  }
  #stale = false;

  /** Back to live, at once: polling has gone on behind the slider. */
  end(): void {
    this.#ended = true;
    for (const stop of this.#stops) stop();
    this.#bar.remove();
    document.documentElement.style.setProperty('--replay', '0px');
    document.documentElement.toggleAttribute('data-rewound', false);
    hub().rewound = undefined;
    this.ended();
    element('rewind', HTMLButtonElement).focus({ preventScroll: true });
    say('Live again.');
  }

  #fill(): void {
    const step = (by: number) => () => this.#step(by);
    const form = make(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault();
          this.#type(this.#typed.value);
        },
      },
      make('button', { type: 'button', ariaLabel: 'One answer earlier', onclick: step(-1) }, '◀'),
      make('button', { type: 'button', ariaLabel: 'One answer later', onclick: step(1) }, '▶'),
      this.#typed,
      make('button', { type: 'submit' }, 'Go'),
      this.#jump,
      make(
        'button',
        { type: 'button', id: 'back-to-live', className: 'main', onclick: () => this.end() },
        'Back to live',
      ),
    );
    this.#bar.append(this.#shown, form, make('div', { className: 'time' }, this.#track, this.#range));
  }

  #onKey(event: KeyboardEvent): void {
    const by = STEPS[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#step(by);
  }

  /** Goes so many answers further. */
  #step(by: number): void {
    const here = this.#times.findLastIndex((each) => each <= this.#time);
    const to = Math.min(this.#times.length - 1, Math.max(0, here + by));
    const time = this.#times[to];
    if (time !== undefined) this.#go(time);
  }

  #type(text: string): void {
    const plain = text
      .trim()
      .replace(/ ?(UTC|Z)$/i, '')
      .replace(' ', 'T');
    // A time alone is one of today, or of yesterday where that is still to come.
    const day = new Date(now()).toISOString().slice(0, 11);
    const alone = Date.parse(`${day}${plain}Z`);
    const time = /^\d\d?:/.test(plain)
      ? alone - (alone > now() ? 24 * 3_600_000 : 0)
      : Date.parse(`${plain}${plain.includes('T') ? 'Z' : ''}`);
    if (Number.isNaN(time)) return say(`“${text}” is no time such as 2026-03-21 05:40, in UTC.`);
    this.#go(time);
    const oldest = this.#times[0];
    if (oldest !== undefined && time < oldest)
      say(`This browser kept nothing before ${stamp(oldest)}; that is the oldest moment.`);
  }

  /** Shows a moment, once a frame however fast the slider moves. */
  #go(time: number): void {
    this.#time = Math.min(now(), Math.max(this.#times[0] ?? time, time));
    this.#range.value = String(this.#time);
    this.#tell();
    this.#due ||= requestAnimationFrame(() => {
      this.#due = 0;
      void this.#show();
    });
  }

  async #show(): Promise<void> {
    const time = this.#time;
    const states = await this.history.at(ROUTES, time);
    // What was asked for since comes by itself.
    if (this.#ended || time !== this.#time) return;
    hub().rewound = { base, at: time, show: (known) => asOf(known, time, states) };
  }

  /** Which moment is shown, how long ago it was, and what there is. */
  #tell(): void {
    const words =
      this.#times.length === 0
        ? 'This browser has kept no answers yet, so there is no past to show.'
        : `${stamp(this.#time)} · ${age(now() - this.#time)}. Nothing shown is live${settings.now.notify ? ', and notifications rest' : ''}.`;
    if (this.#shown.textContent !== words) this.#shown.textContent = words;
    this.#range.setAttribute('aria-valuetext', stamp(this.#time));
    const [oldest] = this.#times;
    this.#bar.title =
      oldest === undefined ? '' : `${count(this.#times.length)} answers since ${stamp(oldest)}`;
  }

  #extent(): void {
    this.#times = this.history.times().filter((time, n, all) => (all[n + 1] ?? Infinity) - time >= TOGETHER);
    const oldest = this.#times[0] ?? now();
    this.#range.min = String(oldest);
    this.#range.max = String(Math.max(now(), oldest + 1));
    this.#range.value = String(this.#time);
    this.#range.disabled = this.#times.length === 0;
  }

  async #tick(): Promise<void> {
    if (this.#stale) {
      this.#stale = false;
      await hub().kept.flush();
      await this.history.read();
      if (this.#ended) return;
    }
    this.#extent();
    this.#tell();
  }

  /** Marks on the track where something happened, and lists it. */
  async #mark(): Promise<void> {
    const list = await happened(this.history, now(), seconds() * 1000);
    const oldest = this.#times[0] ?? now();
    const span = Math.max(1, now() - oldest);
    this.#track.replaceChildren(
      ...list.map(({ at, tone, words }) => {
        const mark = make('i', { className: tone, title: `${stamp(at)}: ${words}` });
        mark.style.setProperty('inset-inline-start', `${(100 * (at - oldest)) / span}%`);
        return mark;
      }),
    );
    this.#jump.replaceChildren(
      make('option', { value: '' }, list.length === 0 ? 'Nothing happened that is known' : 'Jump to…'),
      ...list
        .toReversed()
        .map(({ at, words }) => make('option', { value: String(at) }, `${stamp(at).slice(5, 16)} ${words}`)),
    );
  }
}

let open: Slider | undefined;
let opening = false;

/** Opens the slider, or leads back to live where it is open. */
export async function turnRewind(): Promise<void> {
  if (open) return open.end();
  if (opening) return;
  opening = true;
  await hub().kept.flush();
  const history = await new History(base).read();
  opening = false;
  open = new Slider(history, () => (open = undefined));
}
