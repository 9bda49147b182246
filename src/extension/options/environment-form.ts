import { html, nothing } from 'lit';
import { COLOURS } from '../environment.ts';
import { runbooksToText } from '../runbooks.ts';
import type { TemplateResult } from 'lit';
import type { Environment } from '../environment.ts';
import type { Tone } from '../../domain/judgement/tone.ts';

/** What the form is drawn from. */
export interface FormState {
  /** The environment that is edited; a new one has none. */
  edited?: Environment | undefined;
  /** Whether it has a token, which is never shown again. */
  hasToken: boolean;
  /** What is wrong with a field, by its name. */
  wrong: Readonly<Record<string, string>>;
  /** What came of the last press, and how it is to be taken. */
  result: { tone: Tone; sentences: readonly string[] } | undefined;
  /** Whether the browser may be asked to let the base be read. */
  mayAllow: boolean;
  busy: boolean;
}

export interface FormActions {
  save: (event: SubmitEvent) => void;
  test: () => void;
  allow: () => void;
  cancel: (() => void) | undefined;
}

interface Field {
  name: string;
  label: string;
  value?: string | undefined;
  hint?: string;
  type?: 'text' | 'url' | 'password';
  place?: string;
}

/** A field with its label, its hint, and what is wrong with it. */
function field(
  { name, label, value = '', hint = '', type = 'text', place = '' }: Field,
  wrong: FormState['wrong'],
): TemplateResult {
  const problem = wrong[name];
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <input
      id=${name}
      name=${name}
      type=${type}
      .value=${value}
      placeholder=${place}
      autocomplete="off"
      spellcheck="false"
      aria-describedby=${`${name}-hint`}
      aria-invalid=${problem ? 'true' : 'false'}
    />
    <small id=${`${name}-hint`} class=${problem ? 'bad' : ''}>${problem ?? hint}</small>
  </div>`;
}

const check = (name: string, label: string, checked: boolean): TemplateResult =>
  html`<label class="check"><input type="checkbox" name=${name} .checked=${checked} /> ${label}</label>`;

/** The form of one environment. */
export function environmentForm(
  { edited, hasToken, wrong, result, mayAllow, busy }: FormState,
  { save, test, allow, cancel }: FormActions,
): TemplateResult {
  const text = (one: Omit<Field, 'value'> & { name: keyof Environment }) =>
    field({ ...one, value: edited ? String(edited[one.name] ?? '') : '' }, wrong);
  return html`<form class="box" @submit=${save} novalidate aria-labelledby="form-heading">
    <h2 id="form-heading">${edited ? `Edit ${edited.name}` : 'Add an environment'}</h2>
    <div class="pair">
      ${text({ name: 'name', label: 'Name', hint: 'The host, if left empty.', place: 'Production' })}
      <div class="field">
        <label for="colour">Colour</label>
        <select id="colour" name="colour">
          ${COLOURS.map((each) => html`<option value=${each} ?selected=${each === (edited?.colour ?? 'grey')}>${each}</option>`)}
        </select>
        <small>Tells environments apart.</small>
      </div>
    </div>
    ${text({
      name: 'base',
      label: 'API base',
      type: 'url',
      place: 'https://api.example.com',
      hint: 'Save asks the browser to let this extension read that host, so that the API need not allow it (CORS).',
    })}
    <div class="pair">
      ${text({ name: 'function', label: 'Function', place: 'beak-api', hint: 'Matches pages of the AWS console.' })}
      ${text({ name: 'alias', label: 'Alias', place: 'prod' })}
      ${text({ name: 'region', label: 'Region', place: 'us-east-1' })}
      ${text({ name: 'account', label: 'Account', place: '111122223333', hint: 'Checked where the page shows it.' })}
    </div>
    <details
      ?open=${Boolean(edited?.config || edited?.runbooks.length || wrong['config'] || wrong['runbooks'])}
    >
      <summary>More</summary>
      ${text({
        name: 'config',
        label: 'Configuration',
        type: 'url',
        place: 'https://ops.example.com/mission-control.json',
        hint: 'Limits, contacts and links of the site.',
      })}
      <div class="field">
        <label for="runbooks">Runbooks</label>
        <textarea
          id="runbooks"
          name="runbooks"
          rows="3"
          spellcheck="false"
          aria-describedby="runbooks-hint"
          aria-invalid=${wrong['runbooks'] ? 'true' : 'false'}
          placeholder="https://wiki.example.com/rollback* mc-rollback-plan mc-alias-drift"
          .value=${edited ? runbooksToText(edited.runbooks) : ''}
        ></textarea>
        <small id="runbooks-hint" class=${wrong['runbooks'] ? 'bad' : ''}
          >${wrong['runbooks'] ?? 'A line each: an address, * for anything, then the cards that the panel offers there.'}</small
        >
      </div>
    </details>
    ${field(
      {
        name: 'token',
        label: 'Bearer token',
        type: 'password',
        place: hasToken ? 'Set. Type to replace it.' : '',
        hint: 'Optional. Kept until the browser is closed; never exported.',
      },
      wrong,
    )}
    ${check('keepToken', 'Keep the token on this machine', edited?.keepToken ?? false)}
    ${hasToken ? check('dropToken', 'Remove the token', false) : nothing}
    ${check('watch', 'Show it in the badge and in notifications', edited?.watch ?? true)}
    <p class="row">
      <button class="main" ?disabled=${busy}>Save</button>
      <button type="button" ?disabled=${busy} @click=${test}>Test connection</button>
      ${mayAllow ? html`<button type="button" @click=${allow}>Allow</button>` : nothing}
      ${cancel ? html`<button type="button" @click=${cancel}>Cancel</button>` : nothing}
    </p>
    <div role="status" class="result">
      ${result?.sentences.map((sentence, index) => html`<p class=${index === 0 ? result.tone : ''}>${sentence}</p>`)}
    </div>
  </form>`;
}
