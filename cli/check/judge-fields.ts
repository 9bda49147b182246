import { fields } from '../../src/api/fields.ts';
import { rawAt } from '../../src/api/field.ts';
import { isObject, read } from '../../src/api/kinds.ts';
import { leaves } from '../../src/contract/schema.ts';
import type { Field, Polled } from '../../src/api/fields.ts';
import type { Misfit } from '../../src/api/misfit.ts';

/** What became of one field. */
export interface FieldReport {
  field: string;
  state: 'right' | 'wrong' | 'absent';
  /** Of a wrong one: what came at which place, and what was expected. */
  wrong: string[];
}

const says = ({ path, came, needed, invalid }: Misfit): string =>
  `${path}: ${came} came, ${needed} expected${invalid ? ' (impossible value)' : ''}`;

/** Every field of a route, against what the route answered. */
export function judgeFields(route: Polled, json: unknown): FieldReport[] {
  const misfits: Misfit[] = [];
  read<unknown>(fields[route], json, (misfit) => misfits.push({ ...misfit, path: `${route}${misfit.path}` }));
  return leaves(fields[route], route).map((field) => {
    const wrong = misfits.filter(
      // One of the field itself or below it, or of what stands where its object should.
      ({ path }) =>
        path === field ||
        (/^[.[]/.test(path.slice(field.length)) === true && path.startsWith(field)) ||
        field.startsWith(`${path}.`),
    );
    // The leaves are made of the same table as the fields.
    const raw = rawAt(field as Field, json);
    const state = wrong.length > 0 ? 'wrong' : raw === undefined ? 'absent' : 'right';
    return { field, state, wrong: wrong.map(says) };
  });
}

const at = (json: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((node, name) => (isObject(node) ? node[name] : undefined), json);

const times = (json: unknown, ...path: string[]): number => Date.parse(String(at(json, ...path)));

const entries = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : []);

/** What no single field shows: values that contradict each other, or that must not travel. */
export function contradictions(route: Polled, json: unknown): string[] {
  return route === 'status' ? inStatus(json) : route === 'audit' ? inAudit(json) : [];
}

function inStatus(json: unknown): string[] {
  const found: string[] = [];
  const release = at(json, 'release');
  const byVersion = at(release, 'traffic', 'by_version');
  for (const [version, figures] of Object.entries(isObject(byVersion) ? byVersion : {})) {
    const [calls, errors] = [at(figures, 'invocations'), at(figures, 'errors')];
    if (typeof calls === 'number' && typeof errors === 'number' && errors > calls)
      found.push(
        `release.traffic.by_version.${version}: ${errors} errors of ${calls} invocations do not fit together`,
      );
  }
  if (times(release, 'traffic', 'to') <= times(release, 'traffic', 'from'))
    found.push('release.traffic: the window ends before it begins');
  const routing = at(release, 'routing');
  const stable = at(release, 'stable');
  if (isObject(routing)) {
    const versions = Object.keys(routing);
    if (versions.length > 1)
      found.push(`release.routing: ${versions.length} additional versions; AWS allows 1`);
    if (typeof stable === 'string' && versions.includes(stable))
      found.push(`release.routing: ${stable} is the primary version already`);
  }
  const numbers = entries(at(release, 'versions')).map((each) => Number(at(each, 'version')));
  if (numbers.some((number, index) => number > (numbers[index - 1] ?? Infinity)))
    found.push('release.versions: highest number first expected');
  const names = at(json, 'lambda', 'env_names');
  const leaking =
    isObject(names) || entries(names).some((name) => typeof name === 'string' && name.includes('='));
  if (leaking) found.push('lambda.env_names: holds values; only names may travel');
  return found;
}

function inAudit(json: unknown): string[] {
  const stamps = entries(at(json, 'entries')).map((each) => times(each, 'timestamp'));
  return stamps.some((stamp, index) => stamp > (stamps[index - 1] ?? Infinity))
    ? ['entries: newest first expected']
    : [];
}
