import { fields } from '../api/fields.ts';
import { isObject, read } from '../api/kinds.ts';
import { meanings } from './meanings.ts';
import type { Polled } from '../api/fields.ts';
import type { Misfit } from '../api/misfit.ts';

/** A JSON Schema (draft 2020-12), as far as the contract needs one. */
export interface Schema {
  type?: string | string[];
  description?: string;
  format?: string;
  enum?: (string | null)[];
  minimum?: number;
  maximum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
}

/** Reads a raw value and answers what of it cannot be read. */
type Asked = (raw: unknown) => readonly Misfit[];

/** A value that is of no type of JSON. What is needed in its place is the type. */
const NO_JSON = Symbol('no JSON');
/** A name that no table has, so that only a map reads it. */
const ANY = 'any name';

const NUMBERS: Record<string, Schema> = {
  'finite': { type: 'number' },
  '0 to 9e15': { type: 'number', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  'whole number, 0 or more': { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  'share 0 to 1': { type: 'number', minimum: 0, maximum: 1 },
};

/** The misfits at a member or an entry, as if it had been asked by itself. */
const below =
  (ask: Asked, wrap: (raw: unknown) => unknown, place: string): Asked =>
  (raw) =>
    ask(wrap(raw)).flatMap(({ path, ...rest }) =>
      path.startsWith(place) ? { ...rest, path: path.slice(place.length) } : [],
    );

const neededFor = (ask: Asked, raw: unknown): string | undefined =>
  ask(raw).find(({ path }) => path === '')?.needed;

/** The names that a reader of objects looks for; `undefined` where it reads whatever names are there. */
function namesRead(ask: Asked): string[] | undefined {
  const names: string[] = [];
  let listed = false;
  ask(
    new Proxy(
      {},
      {
        get: (_, name) => void names.push(String(name)),
        ownKeys: () => ((listed = true), []),
      },
    ),
  );
  return listed ? undefined : names;
}

function ofText(ask: Asked): Schema {
  const needed = neededFor(ask, '');
  if (needed === undefined) return { type: 'string' };
  if (needed.startsWith('ISO 8601')) return { type: 'string', format: 'date-time' };
  return { type: 'string', enum: needed.split(' or ') };
}

function ofNumber(ask: Asked): Schema {
  const schema = NUMBERS[neededFor(ask, NaN) ?? ''];
  if (!schema) throw new Error(`No schema is known for numbers of "${neededFor(ask, NaN)}".`);
  return schema;
}

function ofObject(ask: Asked, path: string): Schema {
  const names = namesRead(ask);
  if (!names)
    return {
      type: 'object',
      additionalProperties: explore(
        below(ask, (raw) => ({ [ANY]: raw }), `.${ANY}`),
        `${path}.*`,
      ),
    };
  const properties = names.map((name) => [
    name,
    explore(
      below(ask, (raw) => ({ [name]: raw }), `.${name}`),
      `${path}.${name}`,
    ),
  ]);
  return { type: 'object', properties: Object.fromEntries(properties) };
}

/**
 * What a reader takes, found out by asking it: so the schema cannot say something else than the cards read, and no card
 * carries a word of it.
 */
function explore(ask: Asked, path: string): Schema {
  const type = neededFor(ask, NO_JSON);
  const found =
    type === 'text'
      ? ofText(ask)
      : type === 'number'
        ? ofNumber(ask)
        : type === 'boolean'
          ? { type }
          : type === 'list'
            ? {
                type: 'array',
                items: explore(
                  below(ask, (raw) => [raw], '[0]'),
                  `${path}[]`,
                ),
              }
            : ofObject(ask, path);
  const nullable = ask(null).length === 0 && found.type !== undefined;
  const description = meanings[path];
  return {
    ...found,
    ...(nullable && { type: [String(found.type), 'null'] }),
    ...(description !== undefined && { description }),
  };
}

/** The schema of a route's answer. Nothing is required: a card says what is missing, and shows the rest. */
export const schemaOf = (route: Polled): Schema =>
  explore((raw) => {
    const misfits: Misfit[] = [];
    read<unknown>(fields[route], raw, (misfit) => misfits.push(misfit));
    return misfits;
  }, route);

/** The leaves of the table by their paths, such as `status.lambda.version`; a list or a map is one leaf. */
export function leaves(node: unknown = fields, path = ''): string[] {
  if (!isObject(node)) return [path];
  return Object.entries(node).flatMap(([name, inner]) => leaves(inner, path ? `${path}.${name}` : name));
}
