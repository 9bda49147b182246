import { css, html, nothing } from 'lit';
import { routes } from '../../src/api/routes.ts';
import { field } from '../../src/api/field.ts';
import { text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { command, styles as commandStyles } from '../../src/card/command.ts';
import { each } from '../../src/card/each.ts';
import { formStyles } from '../../src/card/form-styles.ts';
import { diagnostics } from '../../src/commands/diagnostics.ts';
import { aliasRef } from '../../src/data/alias-reads.ts';
import { plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Diagnostic } from '../../src/commands/diagnostics.ts';

const spec = {
  title: 'Operator Command Palette',
  section: 'incident',
  size: 'full',
  // Without an answer the configuration names the function.
  reads: {
    functionName: field('status.lambda.function?', text),
    region: field('status.lambda.region?', text),
    release: field('status.release?', { function: text, alias: text }),
  },
} as const satisfies Spec;

/** What is searched for. */
interface Sought {
  sought: string;
}

/** What the card shows of a moment. */
export interface CommandPaletteView extends View {
  commands: Diagnostic[];
  /** Those of them that hold every word that is searched for. */
  found: Diagnostic[];
  /** What no command could be made for want of. */
  missing: string[];
}

/** The commands that hold every word of a search in their name, line or purpose. */
function holding(commands: Diagnostic[], sought: string): Diagnostic[] {
  const terms = sought.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ name, line, does }) => {
    const all = `${name} ${line} ${does}`.toLowerCase();
    return terms.every((word) => all.includes(word));
  });
}

/**
 * The commands that an operator looks around with, filled in for this function, alias, region and base.
 *
 * @tag mc-command-palette
 * @summary Diagnostic commands for curl and the AWS CLI, filled in, to be filtered and copied.
 */
export class McCommandPalette extends Card<typeof spec, CommandPaletteView, Sought> {
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

  protected override ui = { sought: '' };

  view(data: CardData<typeof spec>, { sought }: Sought): CommandPaletteView {
    const ref = aliasRef(data);
    const commands = diagnostics(ref, data.base, routes);
    return {
      tone: ref.function ? 'info' : 'unknown',
      label: ref.function ? plural(commands.length, 'command') : 'Function not told',
      empty: commands.length === 0,
      commands,
      found: holding(commands, sought),
      missing: (['function', 'alias', 'region'] as const).filter((name) => !ref[name]),
    };
  }

  protected renderBody({ commands, found, missing }: CommandPaletteView, { sought }: Sought): TemplateResult {
    return html`
      <label>
        Filter
        <input type="search" autocomplete="off" spellcheck="false" .value=${sought} @input=${this.#seek} />
      </label>
      <p id="result" class="muted">
        ${sought.trim() === '' ? 'All read-only.' : `${found.length} of ${plural(commands.length, 'command')}.`}
      </p>
      <div class="list">
        ${each(
          found,
          ({ name }) => name,
          (one) =>
            html`<div>
              <h4>${one.name}</h4>
              ${command(one)}
            </div>`,
        )}
      </div>
      ${
        missing.length > 0
          ? html`<small>
              Not provided: ${missing.join(', ')}. Set
              ${missing.map((key, index) => html`${index > 0 ? ', ' : nothing}<code>${key}</code>`)} in the
              site’s configuration
              ${missing.some((key) => key !== 'region') ? 'for the commands that need it' : 'so that commands name it'}.
            </small>`
          : nothing
      }
    `;
  }

  readonly #seek = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) this.ui = { sought: target.value };
  };
}
