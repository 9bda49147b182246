import { css, html, nothing } from 'lit';
import { routes } from '../../src/api/routes.ts';
import { field } from '../../src/api/field.ts';
import { text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { command, styles as commandStyles } from '../../src/card/command.ts';
import { define } from '../../src/card/define.ts';
import { formStyles } from '../../src/card/form.ts';
import { diagnostics } from '../../src/commands/diagnostics.ts';
import { aliasRef } from '../../src/data/release.ts';
import { plural } from '../../src/rules/words.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Diagnostic } from '../../src/commands/diagnostics.ts';

const spec = {
  title: 'Operator Command Palette',
  section: 'incident',
  size: 'full',
  height: 560,
  // Without an answer the configuration names the function.
  reads: {
    functionName: field('status.lambda.function?', text),
    region: field('status.lambda.region?', text),
    release: field('status.release?', { function: text, alias: text }),
  },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface CommandPaletteView extends View {
  commands: Diagnostic[];
  /** What no command could be made for want of. */
  missing: string[];
}

/**
 * The commands that an operator looks around with, filled in for this function, alias, region and base.
 *
 * @tag mc-command-palette
 * @summary Diagnostic commands for curl and the AWS CLI, filled in, to be filtered and copied.
 */
export class McCommandPalette extends Card<typeof spec, CommandPaletteView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    formStyles,
    commandStyles,
    css`
      label {
        display: grid;
        gap: 4px;
      }
      .list {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr));
        gap: 8px 12px;
      }
      .list > div {
        min-width: 0;
      }
      code {
        display: block;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { sought: { state: true } };

  /** What is searched for. */
  protected sought = '';

  view({ facts, site, base }: Moment<typeof spec>): CommandPaletteView {
    const ref = aliasRef(facts, site);
    const commands = diagnostics(ref, base, routes);
    return {
      tone: ref.function ? 'info' : 'unknown',
      words: ref.function ? plural(commands.length, 'command') : 'Function not told',
      empty: commands.length === 0,
      commands,
      missing: [...(ref.function ? [] : ['function']), ...(ref.region ? [] : ['region'])],
    };
  }

  protected renderBody({ commands, missing }: CommandPaletteView): TemplateResult {
    const words = this.sought.toLowerCase().split(/\s+/).filter(Boolean);
    const found = commands.filter(({ name, line, does }) => {
      const all = `${name} ${line} ${does}`.toLowerCase();
      return words.every((word) => all.includes(word));
    });
    return html`
      <label>
        Filter
        <input
          type="search"
          autocomplete="off"
          spellcheck="false"
          .value=${this.sought}
          @input=${this.#seek}
        />
      </label>
      <p role="status" class="muted">
        ${words.length === 0 ? 'None of these changes anything.' : `${found.length} of ${plural(commands.length, 'command')}.`}
      </p>
      <div class="list">
        ${found.map(
          (each) =>
            html`<div>
              <h4>${each.name}</h4>
              ${command(each)}
            </div>`,
        )}
      </div>
      ${
        missing.length > 0
          ? html`<small>
              Neither the backend nor the configuration tells the ${missing.join(' and the ')}: set
              ${missing.map((key, index) => html`${index > 0 ? ' and ' : nothing}<code>${key}</code>`)} there
              ${missing.includes('function') ? 'for the commands that need it' : 'so that commands name it'}.
            </small>`
          : nothing
      }
    `;
  }

  readonly #seek = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) this.sought = target.value;
  };
}

define('mc-command-palette', McCommandPalette);

declare global {
  interface HTMLElementTagNameMap {
    'mc-command-palette': McCommandPalette;
  }
}
