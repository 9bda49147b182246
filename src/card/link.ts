import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Shown } from './parts.ts';

/** A link of the site's configuration, which is made whole and safe where that is read; nothing where none is set.
 * Another address is another link. */
export const link = (href: string | undefined, label: string): Shown =>
  href ? html`${keyed(`${href} ${label}`, html`<a href=${href}>${label}</a>`)}` : nothing;
