import assert from 'node:assert/strict';
import { it } from 'node:test';
import { useAws } from './aws.ts';

const VERSIONS = Array.from({ length: 75 }, (_, index) => ({ Version: String(index + 1) }));

it('prunes old versions over several pages, by number, and leaves those that an alias uses', async (t) => {
  const requests = await useAws(t, ({ method, url }) => {
    if (method === 'DELETE') return { status: 204 };
    if (url.pathname.endsWith('/aliases'))
      return {
        body: {
          Aliases: [
            {
              Name: 'live',
              FunctionVersion: '70',
              RoutingConfig: { AdditionalVersionWeights: { '75': 0.1 } },
            },
            { Name: 'pinned', FunctionVersion: '3' },
            {
              Name: 'edge',
              FunctionVersion: '9',
              RoutingConfig: { AdditionalVersionWeights: { '12': 0.5 } },
            },
          ],
        },
      };
    // AWS gives at most 50 at once, $LATEST first.
    return url.searchParams.has('Marker')
      ? { body: { Versions: VERSIONS.slice(49) } }
      : { body: { Versions: [{ Version: '$LATEST' }, ...VERSIONS.slice(0, 49)], NextMarker: 'more' } };
  });
  Object.assign(process.env, { FUNCTION_NAME: 'beak-api', KEEP_VERSIONS: '10' });
  t.mock.method(console, 'log', () => {});
  const { handler } = await import('../lib/functions/prune-versions/index.mjs');

  const { deleted, kept } = await handler();

  assert.deepEqual(kept, ['75', '74', '73', '72', '71', '70', '69', '68', '67', '66', '12', '9', '3']);
  assert.equal(deleted.length, 75 - kept.length);
  const asked = requests.filter(({ method }) => method === 'DELETE');
  assert.deepEqual(
    asked.map(({ url }) => url.searchParams.get('Qualifier')),
    deleted,
  );
});
