import type { Shape } from '../api/kinds.ts';
import type { Problem, TextFile } from '../domain/format/markdown-lines.ts';
import type { Deploy } from '../domain/release/deploy-log.ts';
import type { siteFields } from './site-fields.ts';

/** What the site's configuration says. */
export type SiteConfig = Shape<typeof siteFields>;

/** A file of the site that a card may show; `files` of the configuration names its place. */
export type SiteFile = keyof typeof siteFields.files;

/** A file of the site, masked, when it was read, in server time (ms since 1970 UTC), and from where. */
export interface FileState extends Pick<TextFile, 'text' | 'lines'> {
  at: number;
  href?: string;
}

/** The site as far as it is known: configuration, files, and a sentence for each thing that is wrong. */
export interface Site {
  config: SiteConfig;
  files: Partial<Record<SiteFile, FileState>>;
  /** The promotions that the deploy log tells, newest first, and the lines that do not fit. */
  deploys: { entries: Deploy[]; problems: Problem[] };
  problems: string[];
}

/** A card without a configuration. */
export const NO_SITE: Site = { config: {}, files: {}, deploys: { entries: [], problems: [] }, problems: [] };
