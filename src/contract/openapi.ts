import { ACTIONS, LONGEST, VERSION } from '../api/read-change.ts';
import { routes } from '../api/routes.ts';
import { schemaOf } from './schema.ts';
import type { Polled } from '../api/fields.ts';
import type { Schema } from './schema.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const NAMES: Record<Polled, string> = { metrics: 'Metrics', status: 'Status', audit: 'Audit' };
// `Object.keys` forgets the names of the keys.
const polled = Object.keys(NAMES) as Polled[];

/** A change of the alias, as `readChange` takes it. */
const change = {
  type: 'object',
  required: ['action', 'version', 'revision_id', 'operator', 'request_id'],
  properties: {
    action: { enum: ACTIONS },
    version: { type: 'string', pattern: VERSION.source, description: 'Published version, as text.' },
    weight: {
      type: 'number',
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      description: 'Needed for a shift: share of the calls.',
    },
    revision_id: {
      type: 'string',
      maxLength: LONGEST.revision_id,
      description: 'Revision of the alias when it was read.',
    },
    operator: { type: 'string', maxLength: LONGEST.operator, description: 'Who makes the change.' },
    request_id: {
      type: 'string',
      maxLength: LONGEST.request_id,
      description: 'One per change; sent again, nothing is done twice.',
    },
  },
};

/** The answers of the three routes, as one JSON Schema with a definition for each. */
export const jsonSchema = () => ({
  $schema: DIALECT,
  title: 'Beak API',
  description: 'Answers of the routes. Anything may be absent; what is there is of its type.',
  $defs: Object.fromEntries(polled.map((route) => [NAMES[route], schemaOf(route)])),
});

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { schema: { type: 'string' } };
const cached = { 'ETag': text, 'Cache-Control': text, 'Date': text };

function operation(route: Polled): object {
  const { method } = routes[route];
  const answer = { description: 'The answer.', ...json(ref(NAMES[route])) };
  return {
    [method.toLowerCase()]: {
      operationId: route,
      ...(method === 'POST'
        ? {
            requestBody: { required: true, ...json({ type: 'object' }) },
            responses: { 200: answer },
          }
        : { responses: { 200: { ...answer, headers: cached }, 304: { description: 'Not modified.' } } }),
    },
  };
}

const release = {
  post: {
    operationId: 'changeAlias',
    summary: 'Changes the alias. Optional; off by default.',
    security: [{ bearer: [] }],
    requestBody: { required: true, ...json(ref('Change')) },
    responses: {
      200: { description: 'The new release.', ...json(ref('Release')) },
      403: { description: 'The caller is not authorised.' },
      412: { description: 'revision_id is stale.' },
      422: { description: 'A bad request; message says why.' },
    },
  },
};

const functions = {
  get: {
    operationId: 'functions',
    summary: 'Functions of a bridge that serves several. Optional.',
    responses: {
      200: {
        description: 'Each function with the base of its routes.',
        ...json({
          type: 'array',
          items: {
            type: 'object',
            properties: Object.fromEntries(
              ['name', 'alias', 'region', 'href'].map((name) => [name, { type: 'string' }]),
            ),
          },
        }),
      },
    },
  },
};

/** The whole API as an OpenAPI 3.1 document. @param version of the package */
export function openApi(version: string): object {
  const schemas: Record<string, object> = Object.fromEntries(
    polled.map((route) => [NAMES[route], schemaOf(route)]),
  );
  // The release is an object of the status answer by the table of fields.
  const status = schemas['Status'] as Schema;
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: DIALECT,
    info: { title: 'Beak API', version, summary: 'What the cards of Mission Control read.' },
    paths: {
      [routes.beak.path]: {
        get: { operationId: 'beak', responses: { '2XX': { description: 'Up; the body is not read.' } } },
      },
      ...Object.fromEntries(polled.map((route) => [routes[route].path, operation(route)])),
      '/beak/release': release,
      '/fn': functions,
    },
    components: {
      schemas: { ...schemas, Release: status.properties?.['release'] ?? {}, Change: change },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}
