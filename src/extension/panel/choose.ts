import { html, nothing, render } from 'lit';
import { cardTitles } from '../card-titles.ts';
import type { TemplateResult } from 'lit';
import type { Section } from '../../data/spec.ts';

/** What the sections are called, in their order. */
const SECTIONS: Readonly<Record<Section, string>> = {
  release: 'Release and canary',
  banners: 'At a glance',
  posture: 'Live posture',
  latency: 'API, latency, freshness',
  runtime: 'Lambda cost and runtime',
  incident: 'Incident and handover',
};

let dialog: HTMLDialogElement | undefined;

/**
 * Opens the list of all cards, for the operator to choose from.
 * @param chosen the tags that are chosen now
 * @param turn takes a card in, or out
 */
export function chooseCards(chosen: () => readonly string[], turn: (tag: string, on: boolean) => void): void {
  dialog ??= document.body.appendChild(document.createElement('dialog'));
  const own = dialog;
  own.id = 'choose';
  own.setAttribute('aria-labelledby', 'choose-heading');
  let query = '';
  const draw = () =>
    render(
      template(query, chosen(), {
        look: (text) => {
          query = text;
          draw();
        },
        turn: (tag, on) => {
          turn(tag, on);
          draw();
        },
        close: () => own.close(),
      }),
      own,
    );
  draw();
  own.showModal();
}

interface Actions {
  look: (text: string) => void;
  turn: (tag: string, on: boolean) => void;
  close: () => void;
}

function template(query: string, chosen: readonly string[], { look, turn, close }: Actions): TemplateResult {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (tag: string, title: string) =>
    words.every((word) => `${title} ${tag}`.toLowerCase().includes(word));
  const found = Object.entries(cardTitles).filter(([tag, { title }]) => fits(tag, title));
  return html`<header>
      <h2 id="choose-heading">Your cards</h2>
      <button type="button" @click=${close}>Done</button>
    </header>
    <input
      type="search"
      aria-label="Find a card"
      placeholder="Find a card"
      @input=${({ target }: Event) => target instanceof HTMLInputElement && look(target.value)}
    />
    ${(Object.entries(SECTIONS) as [Section, string][]).map(([section, name]) => {
      const cards = found.filter(([, card]) => card.section === section);
      return cards.length === 0
        ? nothing
        : html`<fieldset>
            <legend>${name}</legend>
            ${cards.map(
              ([tag, { title }]) =>
                html`<label class="check"
                  ><input
                    type="checkbox"
                    .checked=${chosen.includes(tag)}
                    @change=${({ target }: Event) => target instanceof HTMLInputElement && turn(tag, target.checked)}
                  />
                  ${title}</label
                >`,
            )}
          </fieldset>`;
    })}
    <p role="status" class="muted">${found.length === 0 ? `Nothing matches “${query}”.` : nothing}</p>`;
}
