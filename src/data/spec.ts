import type { Declared } from '../api/field.ts';
import type { Route } from '../api/fields.ts';
import type { LogName } from './samples.ts';
import type { SiteFile } from './site.ts';

/** The sections of the shell, in their order. */
export type Section = 'banners' | 'posture' | 'latency' | 'runtime' | 'release' | 'incident';

/** What a card declares: plain data, known without an instance. */
export interface Spec {
  /** Heading, unless the page sets another. */
  title: string;
  section: Section;
  /** How wide it wants to be on the shell. */
  size: 'small' | 'medium' | 'wide' | 'full';
  /** Its usual height in px at its usual width, kept by `reserve.css` so that nothing jumps. */
  height: number;
  /** The same where it is 304 px wide, as on a phone. */
  narrow?: number;
  /** The fields it shows, by the names it calls them. */
  reads?: Readonly<Record<string, Declared<unknown>>>;
  /** Routes that it needs asked though it reads no field of theirs. */
  probes?: readonly Route[];
  /** Logs of this browser that it shows. */
  logs?: readonly LogName[];
  /** Deeds that it shows, by the names it calls them: a `state-key`, or `own` for the card's own. */
  records?: Readonly<Record<string, string>>;
  /** Files of the site that it shows. */
  files?: readonly SiteFile[];
  /** Whether it shows the other cards of the page. */
  page?: true;
  /** Whether it tells how the polls fare: to such a card a failure is news, where to others only an answer is. */
  watches?: true;
  /** What a value is compared with: the poll before, or the last visit. */
  compares?: 'before' | 'visit';
}

/** The values of the declared fields; `undefined` where the backend does not offer one. */
export type Facts<S extends Spec> = {
  [K in keyof S['reads']]: S['reads'][K] extends Declared<infer T> ? T | undefined : never;
};

/** What declared deeds are kept under; `own` is the card's state-key. */
export const keptUnder = (key: string, own: string): string => (key === 'own' ? own : key);

/** What all the deeds that a spec shows are kept under. */
export const namesOf = (spec: Spec, own: string): string[] =>
  Object.values(spec.records ?? {}).map((key) => keptUnder(key, own));

const routes = new WeakMap<Spec, Route[]>();

/** Every route that a spec needs asked, each once. */
export function routesOf(spec: Spec): Route[] {
  let known = routes.get(spec);
  if (!known) {
    const read = Object.values(spec.reads ?? {}).map(({ route }) => route);
    routes.set(spec, (known = [...new Set([...read, ...(spec.probes ?? [])])]));
  }
  return known;
}
