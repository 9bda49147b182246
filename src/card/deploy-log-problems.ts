import { html, nothing } from 'lit';
import { plural } from '../domain/format/values.ts';
import { ago } from './parts.ts';
import type { TemplateResult } from 'lit';
import type { Problem } from '../domain/format/markdown-lines.ts';
import type { LogFile } from '../domain/release/deploys.ts';

/** What there is to say while no deploy log was read. */
export const noDeployLog = ({ path }: LogFile): TemplateResult =>
  path
    ? html`<p>The deploy log ${path} has not been read.</p>`
    : html`<p>
        No deploy log is configured. Set <code>files.deploy_log</code> in the site’s configuration to the path
        of the file, and name that configuration in the attribute <code>config</code>.
      </p>`;

/** How old a deploy log is that was read; and, on a card that does not name them, how many of its lines do not fit. */
export const deployLogAge = (
  { path, readAt, unverified }: LogFile,
  problems: readonly Problem[] = [],
): TemplateResult =>
  html`<small>
    ${path} was read ${readAt === undefined ? 'never' : ago(readAt)}.
    ${unverified ? 'That is more than a day, so what it tells is unverified.' : nothing}
    ${
      problems.length > 0
        ? `${plural(problems.length, 'line does', 'lines do')} not fit; the Recent Deploys card names them.`
        : nothing
    }
  </small>`;
