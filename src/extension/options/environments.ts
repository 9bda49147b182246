/** The environments of the options page: the list, and the form of one. */
import { html, nothing } from 'lit';
import { baseFrom, hostPattern } from '../base.ts';
import { contradictions, testConnection } from '../connection.ts';
import { MOST, environmentFrom, problemsOf } from '../environment.ts';
import { runbooksFromText } from '../runbooks.ts';
import { changeSettings } from '../storage.ts';
import { forgetToken, keepToken, tokenOf } from '../tokens.ts';
import { environmentForm } from './environment-form.ts';
import type { TemplateResult } from 'lit';
import type { Environment } from '../environment.ts';
import type { Settings } from '../settings.ts';
import type { FormState } from './environment-form.ts';

const EMPTY: FormState = { hasToken: false, wrong: {}, result: undefined, mayAllow: false, busy: false };

/** The part of the page that is about environments. */
export class Environments {
  #form: FormState | undefined = EMPTY;
  #removed: Environment | undefined;
  #settings: Settings;

  /** @param draw draws the page */
  constructor(
    settings: Settings,
    readonly draw: () => void,
  ) {
    this.#settings = settings;
    if (settings.environments.length > 0) this.#form = undefined;
  }

  set settings(settings: Settings) {
    this.#settings = settings;
    this.draw();
  }

  template(): TemplateResult {
    const { environments } = this.#settings;
    return html`<section aria-labelledby="environments-heading">
      <h2 id="environments-heading">Environments</h2>
      ${environments.length === 0 ? html`<p>None yet. Enter the address of a Beak API to begin.</p>` : nothing}
      <ul class="list">
        ${environments.map((each) => this.#row(each))}
      </ul>
      ${this.#removed ? this.#undo(this.#removed) : nothing}
      ${
        this.#form
          ? environmentForm(this.#form, {
              save: this.#save,
              test: () => void this.#test(),
              allow: () => void this.#allow(),
              cancel: environments.length > 0 ? () => this.#show(undefined) : undefined,
            })
          : html`<p>
              <button type="button" id="add" @click=${() => this.#show(EMPTY)}>Add an environment</button>
            </p>`
      }
    </section>`;
  }

  #row(environment: Environment): TemplateResult {
    const { name, base, colour, managed, watch } = environment;
    return html`<li class="row">
      <span class=${`swatch ${colour}`} aria-hidden="true"></span>
      <span class="grow"
        ><b>${name}</b>
        <small
          >${base}${managed ? ' · set by your company' : ''}${watch ? '' : ' · not in the badge'}</small
        ></span
      >
      ${
        managed
          ? nothing
          : html`<button
                type="button"
                aria-label=${`Edit ${name}`}
                @click=${() => void this.#edit(environment)}
              >
                Edit
              </button>
              <button
                type="button"
                aria-label=${`Remove ${name}`}
                @click=${() => void this.#remove(environment)}
              >
                Remove
              </button>`
      }
    </li>`;
  }

  #undo(environment: Environment): TemplateResult {
    return html`<p class="row" role="status">
      ${environment.name} was removed; what its cards kept is still there.
      <button type="button" @click=${() => void this.#putBack(environment)}>Undo</button>
    </p>`;
  }

  #show(form: FormState | undefined): void {
    this.#form = form;
    this.draw();
    document.querySelector<HTMLElement>(form ? '#name' : '#add')?.focus();
  }

  async #edit(edited: Environment): Promise<void> {
    const hasToken = (await tokenOf(edited)) !== undefined;
    // Another environment's fields must not keep what was typed for this one.
    this.#show(undefined);
    this.#show({ ...EMPTY, edited, hasToken });
  }

  async #remove(environment: Environment): Promise<void> {
    const problem = await changeSettings(({ environments }) => ({
      environments: environments.filter(({ id }) => id !== environment.id),
    }));
    if (!problem) this.#removed = environment;
    this.#show(problem ? { ...EMPTY, result: { tone: 'bad', sentences: [problem] } } : undefined);
  }

  async #putBack(environment: Environment): Promise<void> {
    await changeSettings(({ environments }) => ({ environments: [...environments, environment] }));
    this.#removed = undefined;
    this.draw();
  }

  #say(change: Partial<FormState>): void {
    if (!this.#form) return;
    this.#form = { ...this.#form, ...change };
    this.draw();
  }

  /** What the fields hold now; the environment, or what is wrong with it. */
  #read(): { environment?: Environment; token: string; dropToken: boolean; wrong: Record<string, string> } {
    const form = document.querySelector('form');
    const data = new FormData(form ?? undefined);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const names = ['name', 'colour', 'base', 'function', 'alias', 'region', 'account', 'config'];
    const raw: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, text(name)]));
    const { runbooks, problem } = runbooksFromText(text('runbooks'));
    const wrong = { ...problemsOf(raw), ...(problem && { runbooks: problem }) };
    const environment = environmentFrom({
      ...raw,
      id: this.#form?.edited?.id ?? crypto.randomUUID(),
      runbooks,
      watch: data.has('watch'),
      keepToken: data.has('keepToken'),
    });
    const fits = environment && Object.keys(wrong).length === 0;
    return { ...(fits && { environment }), token: text('token'), dropToken: data.has('dropToken'), wrong };
  }

  readonly #save = (event: SubmitEvent): void => {
    event.preventDefault();
    const read = this.#read();
    const { environment, wrong } = read;
    if (!environment) {
      this.#say({
        wrong,
        result: { tone: 'bad', sentences: ['Nothing was saved: see the fields that are marked.'] },
      });
      document.querySelector<HTMLElement>(`#${Object.keys(wrong)[0] ?? 'base'}`)?.focus();
      return;
    }
    // Firefox asks only within the press itself, so before anything is waited for.
    const asking = chrome.permissions
      .request({ origins: [hostPattern(environment.base)] })
      .catch(() => false);
    void this.#keep(environment, read, asking);
  };

  async #keep(
    environment: Environment,
    { token, dropToken }: { token: string; dropToken: boolean },
    asking: Promise<boolean>,
  ): Promise<void> {
    const { id } = environment;
    const { environments } = this.#settings;
    if (environments.length >= MOST && !environments.some((each) => each.id === id))
      return this.#say({
        result: { tone: 'bad', sentences: [`No more than ${MOST} environments are kept. Remove one first.`] },
      });
    const known = (await tokenOf(environment))?.token ?? '';
    const problem = await changeSettings((was) => ({
      environments: was.environments.some((each) => each.id === id)
        ? was.environments.map((each) => (each.id === id ? environment : each))
        : [...was.environments, environment],
    }));
    if (problem) return this.#say({ result: { tone: 'bad', sentences: [problem] } });
    await (dropToken ? forgetToken(environment) : keepToken(environment, token || known));
    this.#removed = undefined;
    this.#say({
      edited: environment,
      wrong: {},
      hasToken: !dropToken && (token || known) !== '',
      mayAllow: true,
      result: {
        tone: 'ok',
        sentences: [`${environment.name} was saved. The toolbar button opens the panel.`],
      },
    });
    const granted = await asking;
    this.#say({ mayAllow: !granted });
  }

  async #allow(): Promise<void> {
    const { environment } = this.#read();
    if (!environment) return;
    const origins = [hostPattern(environment.base)];
    const granted = await chrome.permissions.request({ origins }).catch(() => false);
    this.#say({
      mayAllow: !granted,
      result: granted
        ? { tone: 'ok', sentences: [`This extension may read ${origins[0] ?? ''} now.`] }
        : {
            tone: 'warn',
            sentences: [
              'The browser did not allow it. Without it the API has to allow this extension (CORS).',
            ],
          },
    });
  }

  async #test(): Promise<void> {
    const { token, dropToken } = this.#read();
    const typed = document.querySelector<HTMLInputElement>('#base')?.value ?? '';
    const base = baseFrom(typed);
    if ('problem' in base) return this.#say({ wrong: { base: base.problem }, result: undefined });
    this.#say({ busy: true, wrong: {}, result: { tone: 'info', sentences: ['Asking…'] } });
    const { edited } = this.#form ?? {};
    const known = edited && !dropToken ? await tokenOf(edited) : undefined;
    const { tone, sentences, told } = await testConnection(base.base, token || (known?.token ?? ''));
    const filled = fillIn(told);
    const { environment } = this.#read();
    const granted = await chrome.permissions.contains({ origins: [hostPattern(base.base)] });
    this.#say({
      busy: false,
      mayAllow: !granted,
      result: {
        tone,
        sentences: [
          ...sentences,
          ...(filled.length > 0 ? [`Filled in from the answer: ${filled.join(', ')}.`] : []),
          ...contradictions(told, environment ?? {}),
        ],
      },
    });
  }
}

/** Fills what the backend tells of itself into the fields that are empty; answers which. */
function fillIn(told: Record<string, string | undefined>): string[] {
  return Object.entries(told).flatMap(([name, value]) => {
    const field = document.querySelector<HTMLInputElement>(`#${name}`);
    if (!field || field.value !== '' || !value) return [];
    field.value = value;
    return [name];
  });
}
