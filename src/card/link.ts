import { html, nothing } from 'lit';
import type { Shown } from './parts.ts';

/** A link of the site's configuration, which is made whole and safe where that is read; nothing where none is set. */
export const link = (href: string | undefined, words: string): Shown =>
  href ? html`<a href=${href}>${words}</a>` : nothing;
