import { changesProduction } from '../commands/changes.ts';
import { hub } from '../data/hub.ts';
import type { LitElement, ReactiveController } from 'lit';

/**
 * Takes from a card the commands that change production. Around a frame stands a page of somebody else, which could have
 * an operator press a button that he does not see.
 */
class WithoutChanges implements ReactiveController {
  constructor(readonly card: LitElement) {
    card.addController(this);
  }

  hostUpdated(): void {
    for (const command of this.card.renderRoot.querySelectorAll<HTMLElement>('.command')) {
      const line = command.querySelector('code')?.textContent;
      command.hidden = line !== undefined && changesProduction(line);
    }
  }
}

/** Makes a page one that only shows: nothing can be kept from it, and its cards offer no command that changes production. */
export function showOnly(card: LitElement): void {
  hub().readOnly = true;
  new WithoutChanges(card);
}
