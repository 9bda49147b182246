import { isObject, read } from '../api/kinds.ts';
import { Unread, fetchFile, whyUnread } from './fetch-file.ts';
import { siteFields } from './site-fields.ts';
import { NO_SITE } from './site-state.ts';
import type { Site, SiteConfig } from './site-state.ts';

type Links = NonNullable<SiteConfig['links']>;
type Contacts = NonNullable<SiteConfig['contacts']>;

/** What a file of the site may cost. */
const PATIENCE = { largest: 8_000_000, within: 60 };

/** An address, whole. @throws {Unread} */
export function address(path: string, place: string | URL): URL {
  const url = URL.parse(path, place);
  if (!url) throw new Unread('is no address');
  return url;
}

/** For so long cards share what one of them has read, in ms. */
const SHARED = 60_000;
const shared = new Map<string, { at: number; text: Promise<string> }>();

/** A file's text; the cards of a page read it together. */
export function getText({ href }: URL): Promise<string> {
  const known = shared.get(href);
  if (known && Date.now() - known.at < SHARED) return known.text;
  const text = fetchFile(href, PATIENCE);
  shared.set(href, { at: Date.now(), text });
  return text;
}

/** The JSON object that a text holds. @throws {Unread} */
function objectIn(text: string): Record<string, unknown> {
  try {
    const raw: unknown = JSON.parse(text);
    if (isObject(raw)) return raw;
  } catch {
    // What is no JSON is no object either.
  }
  throw new Unread('is not a JSON object');
}

/** A link as it can be followed from any page: whole, of http or https; `undefined` for any other. */
function whole(href: string, place: URL): string | undefined {
  const url = URL.parse(href, place);
  // `{id}` of a look-up is filled in later.
  return url && /^https?:$/.test(url.protocol) ? url.href.replace(/%7Bid%7D/gi, '{id}') : undefined;
}

/** Makes the links of the configuration whole; one that leads to no page is left out and named to `wrong`. */
function links({ surfaces, ...single }: Links, place: URL, wrong: (key: string) => void): Links {
  const usable: Links = {};
  // The names are those of the table of fields.
  for (const [name, href] of Object.entries(single) as [Exclude<keyof Links, 'surfaces'>, string][]) {
    const url = whole(href, place);
    if (url) usable[name] = url;
    else wrong(`links.${name}`);
  }
  if (surfaces)
    usable.surfaces = surfaces.flatMap(({ title, href = '' }, index) => {
      const url = whole(href, place);
      if (title && url) return [{ title, href: url }];
      wrong(`links.surfaces[${index}]`);
      return [];
    });
  return usable;
}

/** Makes the contacts' runbooks whole; one that leads to no page is left out and named to `wrong`. */
function contacts(reported: Contacts, place: URL, wrong: (key: string) => void): Contacts {
  for (const [tier, contact] of Object.entries(reported)) {
    if (contact.runbook === undefined) continue;
    const url = whole(contact.runbook, place);
    if (url) contact.runbook = url;
    else {
      delete contact.runbook;
      wrong(`contacts.${tier}.runbook`);
    }
  }
  return reported;
}

/**
 * Loads the site's configuration alone. Never rejects: whatever is missing or wrong is told in `problems`, and the rest
 * counts; what was read before stands until it is read again.
 * @returns the site, and where its configuration lies; without a place it could not be read
 */
export async function loadConfig(url: string, before: Site = NO_SITE): Promise<{ site: Site; place?: URL }> {
  const site: Site = { ...before, files: { ...before.files }, problems: [] };
  const name = url.slice(url.lastIndexOf('/') + 1);
  try {
    // A worker, which has no document, gives whole ones.
    const place = URL.parse(url) ?? address(url, document.baseURI);
    const raw = objectIn(await getText(place));
    const wrong: string[] = [];
    site.config = read(siteFields, raw, ({ path }) => wrong.push(path.replace(/^\./, ''))) ?? {};
    const amiss = (key: string) => void wrong.push(key);
    if (site.config.links) site.config.links = links(site.config.links, place, amiss);
    if (site.config.contacts) site.config.contacts = contacts(site.config.contacts, place, amiss);
    site.problems = wrong.map((key) => `${name}: the value of ${key} does not fit, so its default is used.`);
    return { site, place };
  } catch (reason) {
    site.problems.push(
      `The configuration ${name} ${whyUnread(reason)}, so ${before === NO_SITE ? 'defaults are used' : 'what was read before is used'}.`,
    );
    return { site };
  }
}
