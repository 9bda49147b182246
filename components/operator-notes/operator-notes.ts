import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { ago } from '../../src/card/parts.ts';
import { stamp } from '../../src/domain/format/values.ts';
import { NO_FILE } from '../../src/domain/format/markdown-lines.ts';
import { lastUpdated } from './updated.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Updated } from './updated.ts';

const spec = {
  title: 'Operator Notes',
  section: 'incident',
  size: 'medium',
  files: ['operator_notes'],
} as const satisfies Spec;

/** From this age on, in ms, notes are unverified. */
const UNVERIFIED_FROM = 30 * 86_400_000;

/** What the card shows of a moment; times in ms since 1970 UTC. */
export interface OperatorNotesView extends View {
  /** Where the configuration says that the file is; `undefined` where it does not say. */
  path: string | undefined;
  /** When the file was read; `undefined` while it was not. */
  readAt: number | undefined;
  text: string;
  /** Where it was read, for its links. */
  href: string | undefined;
  updated: Updated;
}

/** The parser is loaded when there is a file to show. */
const prose = () => import('../../src/card/prose.ts');

/**
 * What operators wrote down for each other in the site's `OPERATOR-NOTES.md`, with its date.
 *
 * @tag mc-operator-notes
 * @summary The site’s operator notes, rendered safely, with the date that they tell.
 */
export class McOperatorNotes extends Card<typeof spec, OperatorNotesView> {
  static override spec: Spec = spec;

  view({ site, now }: CardData<typeof spec>): OperatorNotesView {
    const file = site.files.operator_notes;
    const text = file?.text ?? '';
    const updated = lastUpdated(file ?? NO_FILE);
    const nextChangeAt = updated.at === undefined ? undefined : updated.at + UNVERIFIED_FROM;
    const old = nextChangeAt !== undefined && now >= nextChangeAt;
    const path = site.config.files?.operator_notes;
    return {
      tone: nextChangeAt === undefined || old ? 'unknown' : 'info',
      label: !file
        ? path
          ? 'Not read'
          : 'Not configured'
        : text.trim() === ''
          ? 'No notes'
          : nextChangeAt === undefined
            ? 'Unverified: no date'
            : old
              ? 'Unverified: over 30 days old'
              : 'Up to date',
      empty: file !== undefined && text.trim() === '',
      nextChangeAt: old ? undefined : nextChangeAt,
      path,
      readAt: file?.at,
      text,
      href: file?.href,
      updated,
    };
  }

  protected renderBody({
    path,
    readAt,
    text,
    href,
    updated: { at, problem },
  }: OperatorNotesView): TemplateResult {
    if (readAt === undefined)
      return path
        ? html`<p>The notes ${path} have not been read.</p>`
        : html`<p>
            No notes are configured. Set <code>files.operator_notes</code> in the site’s configuration to the
            path of a Markdown file, and name that configuration in the attribute <code>config</code>.
          </p>`;
    return html`
      ${text.trim() === '' ? html`<p>The file holds no text.</p>` : this.lazy(prose)?.prose(text, href)}
      ${
        problem
          ? html`<p>
              Line ${problem.line} tells no date: <code>${problem.text}</code>. One looks like this:
              <code>Last updated: YYYY-MM-DD HH:MM UTC</code>
            </p>`
          : nothing
      }
      <small>
        ${at === undefined ? 'The file does not say when it was updated' : html`Updated ${stamp(at, this.tz)}, ${ago(at)}`};
        ${path} was read ${ago(readAt)}.
      </small>
    `;
  }
}
