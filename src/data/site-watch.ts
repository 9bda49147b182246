import { NO_SITE } from './site-state.ts';
import type { Site, SiteFile } from './site-state.ts';

/** How often the site's configuration and files are read, in ms. */
const SITE_EVERY = 5 * 60_000;

/** The site as one card sees it: its configuration and files, read again from time to time. */
export class SiteWatch {
  site: Site = NO_SITE;
  /** The configuration that is read, and the one that {@link SiteWatch.site} came from. */
  #url: string | undefined;
  #from: string | undefined;
  /** When it is read again, by the local clock in ms. */
  #due = 0;

  /**
   * @param files what is read beside the configuration
   * @param now server time, in ms since 1970 UTC
   * @param changed called when the site was read
   */
  constructor(
    readonly files: readonly SiteFile[],
    readonly now: () => number,
    readonly changed: () => void,
  ) {}

  /** Reads what is due; what was read of another configuration stands until this one is there. */
  keep(url: string | undefined): void {
    if (url !== this.#url) this.#due = 0;
    this.#url = url;
    if (!url) this.site = NO_SITE;
    if (!url || Date.now() < this.#due) return;
    this.#due = Date.now() + SITE_EVERY;
    void this.#load(url).then((site) => {
      // The card may have been given another meanwhile.
      if (url !== this.#url) return;
      this.site = site;
      this.#from = url;
      this.changed();
    });
  }

  async #load(url: string): Promise<Site> {
    // What another configuration says does not stand in for this one.
    const before = url === this.#from ? this.site : NO_SITE;
    try {
      const { loadSite } = await import('./site-load.ts');
      return await loadSite(url, this.files, this.now(), before);
    } catch {
      return { ...before, problems: ['The configuration of the site could not be loaded.'] };
    }
  }
}
