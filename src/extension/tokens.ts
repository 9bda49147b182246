import type { ScopedToken } from '../api/token.ts';
import type { Environment } from './environment.ts';

const keyOf = (id: string): string => `token/${id}`;

/** Where an environment's token lies: until the browser is closed, or on this machine where the operator chose that. */
const areaOf = ({ keepToken }: Pick<Environment, 'keepToken'>) =>
  keepToken ? chrome.storage.local : chrome.storage.session;

/** The token of an environment, with whose it is; `undefined` where none is set. */
export async function tokenOf({ id }: Pick<Environment, 'id'>): Promise<ScopedToken | undefined> {
  const key = keyOf(id);
  const [session, local] = await Promise.all([
    chrome.storage.session.get(key),
    chrome.storage.local.get(key),
  ]);
  const token: unknown = session[key] ?? local[key];
  return typeof token === 'string' && token ? { token, scope: id } : undefined;
}

/** Keeps a token where the environment wants it, and nowhere else; an empty one is let go. */
export async function keepToken(
  environment: Pick<Environment, 'id' | 'keepToken'>,
  token: string,
): Promise<void> {
  const key = keyOf(environment.id);
  await forgetToken(environment);
  if (token) await areaOf(environment).set({ [key]: token });
}

export async function forgetToken({ id }: Pick<Environment, 'id'>): Promise<void> {
  const key = keyOf(id);
  await Promise.all([chrome.storage.session.remove(key), chrome.storage.local.remove(key)]);
}
