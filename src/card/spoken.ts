import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import { announce } from './announce.ts';
import type { ElementPart } from 'lit/directive.js';

class Spoken extends Directive {
  #last = '';

  override render(_sentence: string, _news?: string): typeof noChange {
    return noChange;
  }

  override update(
    { element }: ElementPart,
    [sentence, news = sentence]: [sentence: string, news?: string],
  ): typeof noChange {
    if (sentence && news !== this.#last) announce(element, sentence);
    this.#last = sentence && news;
    return noChange;
  }
}

/**
 * On an element of a banner: has a sentence read aloud when it comes and when it changes; an empty one is silence. An
 * age in it would speak up each time that it is told anew.
 * @param news what it is about, where a change of the words alone is none
 */
export const spoken = directive(Spoken);
