import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { readConfig } from '../config.ts';
import { makeGuard } from '../guard.ts';

/** Claims as a test wants them; `undefined` is none. */
type Claims = Record<string, unknown>;

/** An issuer on loopback with a key of its own. */
async function useIssuer(t: TestContext) {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const { privateKey: foreign } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
  const server = createServer((req, res) => {
    const found: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys: [jwk] },
    };
    const body = found[req.url ?? ''];
    res.writeHead(body ? 200 : 404, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  const url = `http://127.0.0.1:${address.port}`;
  const token = (claims: Claims = {}, { key = privateKey, expires = '5m' } = {}): Promise<string> =>
    new SignJWT({ iss: url, aud: 'beak', sub: 'ada', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setExpirationTime(expires)
      .sign(key);
  return { url, token, foreign };
}

const ask = (authorization?: string, iam?: string) => ({
  method: 'GET',
  path: '/beak',
  headers: { authorization },
  body: '',
  iam,
});

test('a token is let in by signature, issuer, audience and time alone, and told what is wrong', async (t) => {
  const { url, token, foreign } = await useIssuer(t);
  const guard = makeGuard(readConfig({ auth: { issuer: url, audience: 'beak' } }));
  const read = async (given?: string): Promise<string> => {
    const admitted = await guard.read(ask(given === undefined ? undefined : `Bearer ${given}`));
    if ('caller' in admitted) return admitted.caller.names.join();
    assert.equal(admitted.refused.status, 401);
    assert.match(admitted.refused.headers['WWW-Authenticate'] ?? '', /^Bearer/);
    return (JSON.parse(admitted.refused.body) as { message: string }).message;
  };
  assert.equal(await read(await token()), 'ada');
  assert.equal(
    await read(await token({ email: 'ada@example.com', email_verified: true })),
    'ada,ada@example.com',
  );
  assert.equal(
    await read(await token({ email: 'eve@example.com' })),
    'ada',
    'an address that nobody verified',
  );
  assert.equal(await read(await token({ aud: undefined, client_id: 'beak' })), 'ada', 'as Cognito has it');
  assert.equal(await read(), 'Sign in: a bearer token is needed.');
  assert.equal(await read(await token({}, { expires: '-1m' })), 'The token has expired: sign in again.');
  assert.equal(await read(await token({ aud: 'other' })), 'The token is not for this: wrong aud.');
  assert.equal(
    await read(await token({ iss: 'https://evil.example.com' })),
    'The token is not for this: wrong iss.',
  );
  assert.equal(await read(await token({ sub: undefined })), 'The token is not for this: wrong sub.');
  assert.equal(await read(await token({}, { key: foreign })), 'The token could not be verified.');
  const [head, claims] = (await token()).split('.');
  assert.equal(await read(`${head}.${claims}.`), 'The token could not be verified.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  assert.equal(await read(`${none}.${claims}.`), 'The token could not be verified.');
  assert.equal(await read('garbage'), 'The token could not be verified.');
});

test('changes are for operators that are listed', async (t) => {
  const { url, token } = await useIssuer(t);
  const guard = makeGuard(
    readConfig({ auth: { issuer: url, audience: 'beak', operators: ['ada@example.com'] } }),
  );
  const write = async (claims: Claims): Promise<boolean> =>
    'caller' in (await guard.write(ask(`Bearer ${await token(claims)}`)));
  assert.equal(await write({ email: 'ada@example.com', email_verified: true }), true);
  assert.equal(await write({ email: 'ada@example.com' }), false);
  assert.equal(await write({ sub: 'grace' }), false);
});

test('what all may see needs no name, but a change does', async (t) => {
  const { url } = await useIssuer(t);
  const guard = makeGuard(readConfig({ public: true, auth: { issuer: url, audience: 'beak' } }));
  assert.ok('caller' in (await guard.read(ask())));
  assert.ok('refused' in (await guard.write(ask())));
});

test('by IAM, only what AWS has verified lets in', async () => {
  const session = 'arn:aws:sts::123456789012:assumed-role/operators/ada';
  const guard = makeGuard(readConfig({ auth: { iam: true, operators: [session] } }));
  assert.ok('caller' in (await guard.read(ask(undefined, 'arn:aws:iam::123456789012:user/reader'))));
  assert.ok('refused' in (await guard.write(ask(undefined, 'arn:aws:iam::123456789012:user/reader'))));
  assert.ok('caller' in (await guard.write(ask(undefined, session))));
  assert.ok('refused' in (await guard.read(ask())));
});

test('without a configured way in nobody is let in; without its keys, nobody can be', async () => {
  assert.ok(
    'refused' in (await makeGuard(readConfig({})).read(ask('Bearer a.b.c', 'arn:aws:iam::1:user/x'))),
  );
  const guard = makeGuard(readConfig({ auth: { issuer: 'http://127.0.0.1:9', audience: 'beak' } }));
  const admitted = await guard.read(ask('Bearer a.b.c'));
  assert.ok('refused' in admitted);
  assert.equal(admitted.refused.status, 401);
});
