import { cardsOfPage, consolePage, matching } from './console-page.ts';
import { cardsOfRunbook } from './runbooks.ts';
import type { Environment } from './environment.ts';
import type { Match } from './console-page.ts';

/** What the page beside the panel offers. */
export interface Offer {
  /** What it is about, in words: `beak-api · us-east-1`. */
  about: string;
  /** What could not be checked, in words. */
  note?: string;
  /** The environment that it is about. */
  environment: Environment;
  cards: readonly string[];
}

/**
 * What a page offers, by its address: the cards of the function that a console is open at, or of a runbook; the environment
 * that is shown goes first where several are meant.
 */
export function offerOf(
  address: string | undefined,
  environments: readonly Environment[],
  shown: Environment | undefined,
  deployments?: ReadonlyMap<string, string>,
): Offer | undefined {
  if (!address) return undefined;
  const first = <T>(list: readonly T[], of: (each: T) => Environment): T | undefined =>
    list.find((each) => of(each).id === shown?.id) ?? list[0];
  const page = consolePage(address);
  if (page) {
    const match: Match | undefined = first(
      matching(page, environments, deployments),
      ({ environment }) => environment,
    );
    if (!match) return undefined;
    const { environment, accountChecked } = match;
    const name = page.function ?? environment.function ?? environment.name;
    const qualifier = page.qualifier ? `:${page.qualifier}` : '';
    return {
      about: `${name}${qualifier} · ${page.region}`,
      ...(!accountChecked && { note: 'account not checked' }),
      environment,
      cards: cardsOfPage(page),
    };
  }
  const offers = environments.flatMap((environment): Offer[] => {
    const cards = cardsOfRunbook(environment.runbooks, address);
    return cards.length > 0 ? [{ about: 'runbook', environment, cards }] : [];
  });
  return first(offers, ({ environment }) => environment);
}

/** The address of the page beside the panel; `undefined` where the operator has not allowed to look at that site. */
async function addressBeside(): Promise<string | undefined> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.url;
}

/** Calls back with the address of the page beside the panel, now and whenever it is another. */
export function followPage(changed: (address: string | undefined) => void): void {
  let seen: string | undefined;
  const look = () =>
    void addressBeside().then((address) => {
      if (address === seen) return;
      seen = address;
      changed(address);
    });
  chrome.tabs.onActivated.addListener(look);
  chrome.tabs.onUpdated.addListener(look);
  chrome.permissions.onAdded.addListener(look);
  chrome.permissions.onRemoved.addListener(look);
  look();
}
