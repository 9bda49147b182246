import { html } from 'lit';
import { ROLES } from '../../src/domain/comms/comms.ts';
import type { TemplateResult } from 'lit';
import type { CommsPlanView, MessageActions } from './model.ts';

/** Longest name, in characters. */
const LONGEST = 100;

/** Who leads what, to be named. */
export function roles(
  { comms: { leads } }: CommsPlanView,
  { writable, name }: MessageActions,
): TemplateResult {
  const title = (role: string) => `${role.charAt(0).toUpperCase()}${role.slice(1)} lead`;
  return html`<details id="roles" class="more">
    <summary>Roles: ${Object.keys(leads).length} of ${ROLES.length} named</summary>
    <div class="pair">
      ${ROLES.map(
        (role) =>
          html`<label>
            ${title(role)}
            <input
              name=${role}
              maxlength=${LONGEST}
              autocomplete="off"
              .value=${leads[role] ?? ''}
              ?disabled=${!writable}
              @change=${({ target }: Event) => {
                if (target instanceof HTMLInputElement) name(role, target.value.trim());
              }}
            />
          </label>`,
      )}
    </div>
    <small>
      Responders and colleagues read these names. In a message to customers or in a post they are flagged.
    </small>
  </details>`;
}
