import type { Shape } from '../api/kinds.ts';
import type { Deploy, Problem } from '../rules/deploy-log.ts';
import type { siteFields } from './site-fields.ts';

/** What the site's configuration says. */
export type SiteConfig = Shape<typeof siteFields>;

/** A file of the site that a card may show; `files` of the configuration names its place. */
export type SiteFile = keyof typeof siteFields.files;

/** The site as far as it is known: configuration, files, and a sentence for each thing that is wrong. */
export interface Site {
  config: SiteConfig;
  /** The files as text, masked, when they were read, in server time (ms since 1970 UTC), and from where. */
  files: Partial<Record<SiteFile, { text: string; at: number; href?: string }>>;
  /** The promotions that the deploy log tells, newest first, and the lines that do not fit. */
  deploys: { entries: Deploy[]; problems: Problem[] };
  problems: string[];
}

/** A card without a configuration. */
export const NO_SITE: Site = { config: {}, files: {}, deploys: { entries: [], problems: [] }, problems: [] };
