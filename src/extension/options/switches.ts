/** What the options page turns on and off: notifications, how often is asked, and the colours. */
import { html } from 'lit';
import { INTERVALS, THEMES } from '../settings.ts';
import { changeSettings } from '../storage.ts';
import type { TemplateResult } from 'lit';
import type { Settings } from '../settings.ts';

const THEME_WORDS = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const;
const INTERVAL_WORDS: Readonly<Record<number, string>> = { 30: '30 s', 60: '1 min', 300: '5 min' };

/** Turns notifications on or off. @param say says what came of it */
export async function turnNotifications(on: boolean, say: (sentence: string) => void): Promise<void> {
  // Within the press: a browser asks for nothing else.
  const asking = on ? chrome.permissions.request({ permissions: ['notifications'] }) : Promise.resolve(true);
  const granted = await asking.catch(() => false);
  if (!granted) return say('The browser did not allow notifications, so they stay off.');
  const problem = await changeSettings(() => ({ notify: on }));
  say(
    problem ||
      (on
        ? 'You are told when an environment gets worse. A click leads to its card.'
        : 'Notifications are off.'),
  );
}

/** The template of these. @param said what came of the last press */
export function switches(
  { notify, interval, theme }: Settings,
  said: string,
  say: (sentence: string) => void,
): TemplateResult {
  const chosen = (event: Event) => (event.target instanceof HTMLSelectElement ? event.target.value : '');
  const keep = (make: () => Partial<Settings>) =>
    void changeSettings(make).then((problem) => problem && say(problem));
  return html`<section aria-labelledby="switches-heading">
    <h2 id="switches-heading">Badge and notifications</h2>
    <p class="row">
      <button
        type="button"
        id="notify"
        aria-pressed=${notify}
        @click=${() => void turnNotifications(!notify, say)}
      >
        Notifications
      </button>
      <label
        >Ask every
        <select
          id="interval"
          @change=${(event: Event) =>
            keep(() => ({ interval: INTERVALS.find((each) => String(each) === chosen(event)) ?? 30 }))}
        >
          ${INTERVALS.map((each) => html`<option value=${each} ?selected=${each === interval}>${INTERVAL_WORDS[each]}</option>`)}
        </select></label
      >
      <label
        >Colours
        <select
          id="theme"
          @change=${(event: Event) => keep(() => ({ theme: THEMES.find((each) => each === chosen(event)) ?? 'auto' }))}
        >
          ${THEMES.map((each) => html`<option value=${each} ?selected=${each === theme}>${THEME_WORDS[each]}</option>`)}
        </select></label
      >
    </p>
    <p role="status" class="muted">${said}</p>
  </section>`;
}
