import { hub } from '../data/hub.ts';
import { count, stamp } from '../domain/format/values.ts';
import { copied } from '../card/copy.ts';
import { listenEscape, raiseBar } from './bar.ts';
import { say } from './notice.ts';
import { element } from './page.ts';
import { pastOfPage } from './page-past.ts';
import { typedTime } from './typed-time.ts';
import type { Happened } from './happened.ts';
import type { Past } from './page-past.ts';

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

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  members: Partial<HTMLElementTagNameMap[K]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), members);
  made.append(...children);
  return made;
}

/** A time as it may be typed. */
const EXAMPLE = '2026-03-21 05:40';

/** The page's slider over a past. */
class Slider {
  readonly #bar = raiseBar('moment', 'Past moment');
  // What speaks up holds no age: it would speak up again each second.
  readonly #stamp = make('span', { role: 'status' });
  readonly #more = make('span', {});
  readonly #shown = make('p', { className: 'shown' }, this.#stamp, this.#more);
  readonly #range = make('input', { type: 'range', ariaLabel: 'Moment', step: '1', id: 'moment-range' });
  readonly #track = make('div', { className: 'track', ariaHidden: 'true' });
  readonly #typed = make('input', {
    type: 'text',
    placeholder: EXAMPLE,
    ariaLabel: 'Time in UTC',
    autocomplete: 'off',
  });
  readonly #jump = make('select', { ariaLabel: 'Jump to what happened' });
  readonly #stops: (() => void)[] = [];
  readonly #back = make(
    'button',
    { type: 'button', id: 'back-to-live', className: 'main', onclick: () => this.end() },
    'Back',
  );
  #times: number[] = [];
  #happened: readonly Happened[] = [];
  #time = 0;
  #due = 0;
  #ended = false;

  constructor(
    readonly past: Past,
    readonly ended: () => void,
  ) {
    this.#back.textContent = `Back to ${this.past.end}`;
    this.#fill();
    this.#range.addEventListener('input', () => this.#go(Number(this.#range.value)));
    this.#range.addEventListener('keydown', (event) => this.#onKey(event));
    this.#jump.addEventListener('change', () => this.#jump.value && this.#go(Number(this.#jump.value)));
    this.#stops.push(listenEscape(() => this.end()));
    // The cards of this page tell what is live to nobody while they show the past; the slider grows by it.
    this.#stops.push(hub().ticker.join(() => void this.#tick()));
    document.documentElement.toggleAttribute('data-past', true);
    void this.#mark();
    this.#extent();
    this.#go(this.#times.at(-1) ?? this.past.now());
    (this.#range.disabled ? this.#back : this.#range).focus({ preventScroll: true });
  }

  /** Back to the end, at once: polling has gone on behind the slider. */
  end(): void {
    this.#ended = true;
    for (const stop of this.#stops) stop();
    this.#bar.remove();
    document.documentElement.style.setProperty('--replay', '0px');
    document.documentElement.toggleAttribute('data-past', false);
    this.past.leave();
    this.ended();
    element('rewind', HTMLButtonElement).focus({ preventScroll: true });
    say(this.past.end === 'live' ? 'Live again.' : `Back at ${this.past.end}.`);
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
      make('button', { type: 'button', onclick: () => void this.#link() }, 'Copy link'),
      this.#back,
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
    const time = typedTime(text, this.past.now());
    this.#typed.ariaInvalid = String(time === undefined);
    if (time === undefined)
      return say(
        `${text.trim() ? `“${text.trim()}” is no time` : 'Type a time'} such as ${EXAMPLE} or 05:40, in UTC.`,
      );
    if (time > this.past.now())
      return say(
        `${stamp(time)} ${this.past.end === 'live' ? 'is still to come' : `lies after ${this.past.end}`}.`,
      );
    this.#go(time);
    const oldest = this.#times[0];
    if (oldest !== undefined && time < oldest)
      say(`${this.past.whose} kept nothing before ${stamp(oldest)}; that is the oldest moment.`);
  }

  /** Copies the address that shows this moment by itself. */
  async #link(): Promise<void> {
    const url = new URL(location.href);
    url.searchParams.delete('kiosk');
    url.searchParams.set('at', new Date(this.#time).toISOString());
    const done = await copied(url.href);
    say(
      `${done ? 'Copied' : 'This browser refuses to copy. The address is'}: ${url.href} – it shows this moment ${this.past.holds}.`,
    );
  }

  /** Shows a moment, once a frame however fast the slider moves. */
  #go(time: number): void {
    this.#time = Math.min(this.past.now(), Math.max(this.#times[0] ?? time, time));
    this.#range.value = String(this.#time);
    // It says where the slider was led, and no longer once it has gone on.
    if (this.#jump.value !== String(this.#time)) this.#jump.value = '';
    this.#tell();
    this.#due ||= requestAnimationFrame(() => {
      this.#due = 0;
      if (!this.#ended) void this.past.show(this.#time);
    });
  }

  /** Which moment is shown, how long ago it was, and what there is. */
  #tell(): void {
    const none = this.#times.length === 0;
    const at = none
      ? `${this.past.whose} has kept no answers of before, so there is no past to show.`
      : stamp(this.#time);
    const more = none ? '' : ` · ${this.past.label(this.#time)}`;
    if (this.#stamp.textContent !== at) this.#stamp.textContent = at;
    if (this.#more.textContent !== more) this.#more.textContent = more;
    this.#range.setAttribute('aria-valuetext', stamp(this.#time));
    const [oldest] = this.#times;
    this.#bar.title =
      oldest === undefined ? '' : `${count(this.#times.length)} answers since ${stamp(oldest)}`;
  }

  #extent(): void {
    this.#times = this.past.times().filter((time, n, all) => (all[n + 1] ?? Infinity) - time >= TOGETHER);
    const oldest = this.#times[0] ?? this.past.now();
    this.#range.min = String(oldest);
    this.#range.max = String(Math.max(this.past.now(), oldest + 1));
    this.#range.value = String(this.#time);
    this.#range.disabled = this.#times.length === 0;
    this.#place(oldest);
  }

  /** Puts the marks where they belong: the track grows while it is open. */
  #place(oldest: number): void {
    const span = Number(this.#range.max) - oldest;
    this.#happened.forEach(({ at }, n) => {
      const mark = this.#track.children[n];
      if (mark instanceof HTMLElement)
        mark.style.setProperty('inset-inline-start', `${(100 * (at - oldest)) / span}%`);
    });
  }

  async #tick(): Promise<void> {
    if (await this.past.grow()) {
      await this.#mark();
      if (this.#ended) return;
    }
    this.#extent();
    this.#tell();
  }

  /** Marks on the track where something happened, and lists it. */
  async #mark(): Promise<void> {
    const list = await this.past.happened();
    // A list that is the same is left alone: somebody may be choosing from it.
    if (this.#jump.options.length > 0 && JSON.stringify(list) === JSON.stringify(this.#happened)) return;
    this.#happened = list;
    this.#track.replaceChildren(
      ...list.map(({ at, tone, label }) => make('i', { className: tone, title: `${stamp(at)}: ${label}` })),
    );
    const chosen = this.#jump.value;
    this.#jump.replaceChildren(
      make('option', { value: '' }, list.length === 0 ? 'Nothing to jump to' : 'Jump to…'),
      ...list
        .toReversed()
        .map(({ at, label }) => make('option', { value: String(at) }, `${stamp(at).slice(5, 16)} ${label}`)),
    );
    this.#jump.value = chosen;
    this.#jump.disabled = list.length === 0;
    this.#extent();
  }
}

let open: Slider | undefined;
let opening = false;

/** Opens the slider, or leads back to the end where it is open. */
export async function turnRewind(): Promise<void> {
  if (open) return open.end();
  if (opening) return;
  opening = true;
  try {
    open = new Slider(await pastOfPage(), () => (open = undefined));
  } catch {
    // What is wrong with a pack stands on top of the page.
  } finally {
    opening = false;
  }
}
