import { css, html, nothing } from 'lit';
import { decoded, tokensOf } from '../data/markdown-file.ts';
import type { TemplateResult } from 'lit';
import type { MarkedToken, Token, Tokens } from 'marked';
import type { Shown } from './parts.ts';

/** The styles of rendered Markdown; a part that renders some passes them on to its card. */
export const styles = css`
  .prose {
    display: grid;
    gap: 8px;
    overflow-wrap: anywhere;
  }
  .prose :is(h4, h5, h6) {
    margin: 8px 0 0;
    font-size: inherit;
    font-weight: 600;
  }
  .prose :is(ul, ol) {
    padding-inline-start: 20px;
  }
  .prose blockquote {
    margin: 0;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--line);
    color: var(--muted);
  }
  .prose pre {
    padding: 8px 12px;
    background: var(--raised);
    font-size: var(--small);
    white-space: pre-wrap;
  }
  .prose hr {
    width: 100%;
    border: 0;
    border-block-start: 1px solid var(--line);
  }
  .prose table {
    border-collapse: collapse;
    font-size: var(--small);
  }
  .prose :is(th, td) {
    padding: 2px 8px 2px 0;
    border-block-end: 1px solid var(--line);
    text-align: start;
  }
`;

/** Deeper than this, what is nested is shown as the text that it is. */
const DEEPEST = 12;

/** A link as it can be followed: whole, of http, https or mailto. */
function whole(href: string, place: string): string | undefined {
  const url = URL.parse(href, place);
  return url && /^(https?|mailto):$/.test(url.protocol) ? url.href : undefined;
}

/** Turns tokens into templates; `place` is the URL that links are relative to. */
class Prose {
  constructor(readonly place: string) {}

  all(tokens: readonly Token[] | undefined, depth: number): Shown[] {
    // The parser makes none but its own tokens, as no extension is in use.
    return (tokens ?? []).map((token) => this.#one(token as MarkedToken, depth));
  }

  #one(token: MarkedToken, depth: number): Shown {
    if (depth > DEEPEST) return token.raw;
    const inner = 'tokens' in token ? this.all(token.tokens, depth + 1) : [];
    switch (token.type) {
      case 'heading':
        return this.#heading(token.depth, inner);
      case 'paragraph':
        return html`<p>${inner}</p>`;
      case 'text':
      case 'escape':
        return inner.length > 0 ? html`${inner}` : decoded(token.text);
      case 'list':
        return this.#list(token, depth);
      case 'blockquote':
        return html`<blockquote>${inner}</blockquote>`;
      case 'code':
        return html`<pre><code>${token.text}</code></pre>`;
      case 'codespan':
        return html`<code>${token.text}</code>`;
      case 'strong':
        return html`<strong>${inner}</strong>`;
      case 'em':
        return html`<em>${inner}</em>`;
      case 'del':
        return html`<del>${inner}</del>`;
      case 'br':
        return html`<br />`;
      case 'hr':
        return html`<hr />`;
      case 'table':
        return this.#table(token, depth);
      case 'link':
        return this.#link(token.href, inner);
      case 'image':
        // A picture would be fetched from wherever the file says; its words are not.
        return this.#link(token.href, [token.text || 'picture']);
      case 'checkbox':
      case 'space':
      case 'def':
        return nothing;
      default:
        // HTML among them: it is shown as it stands and never becomes markup.
        return token.raw;
    }
  }

  #heading(level: number, inner: Shown[]): TemplateResult {
    // The card itself has a heading of level 3.
    if (level === 1) return html`<h4>${inner}</h4>`;
    return level === 2 ? html`<h5>${inner}</h5>` : html`<h6>${inner}</h6>`;
  }

  #list({ ordered, start, items }: Tokens.List, depth: number): TemplateResult {
    const lines = items.map(
      ({ task, checked, tokens }) =>
        html`<li>${task ? (checked ? '☑ ' : '☐ ') : nothing}${this.all(tokens, depth + 1)}</li>`,
    );
    return ordered
      ? html`<ol start=${typeof start === 'number' ? start : 1}>
          ${lines}
        </ol>`
      : html`<ul>
          ${lines}
        </ul>`;
  }

  #table({ header, rows }: Tokens.Table, depth: number): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Table">
      <table>
        <thead>
          <tr>
            ${header.map(({ tokens }) => html`<th scope="col">${this.all(tokens, depth + 1)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (cells) =>
              html`<tr>
                ${cells.map(({ tokens }) => html`<td>${this.all(tokens, depth + 1)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #link(href: string, inner: Shown[]): Shown {
    const url = whole(href, this.place);
    return url ? html`<a href=${url} rel="noopener noreferrer">${inner}</a>` : html`${inner} (${href})`;
  }
}

/** The longest text that is shown, in UTF-16 units: reading its marks must not hold up the page. */
const LONGEST = 100_000;

/** The blocks of a text; one that is nested too deep for the parser is shown as it stands. */
function blocksOf(text: string): Token[] {
  try {
    return tokensOf(text);
  } catch {
    return [{ type: 'code', raw: text, text }];
  }
}

/**
 * Markdown as templates, made from the parser's tokens: no text of it ever becomes markup.
 * @param text CommonMark with tables, strikethrough and task lists
 * @param place the URL that its links are relative to
 */
export const prose = (text: string, place: string = document.baseURI): TemplateResult =>
  html`<div class="prose">
    ${new Prose(place).all(blocksOf(text.slice(0, LONGEST)), 0)}
    ${text.length > LONGEST ? html`<p>Only the first ${LONGEST} characters are shown.</p>` : nothing}
  </div>`;
