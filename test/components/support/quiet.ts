/**
 * Knows when the page has nothing left to do but wait for its clock: no answer on its way, no transaction, no lock asked
 * for. Sinon stops the clock, but these go on, so a test must see them end before it looks.
 */
const underWay = new Set<symbol>();

/** Counts something as under way until the answered function is called. */
export function begin(): () => void {
  const it = Symbol();
  underWay.add(it);
  return () => void underWay.delete(it);
}

/** Counts a promise as under way until it settles. */
export const during = <T>(promise: Promise<T>): Promise<T> => promise.finally(begin());

const { transaction } = IDBDatabase.prototype;
IDBDatabase.prototype.transaction = function (...given) {
  const made = transaction.apply(this, given);
  const end = begin();
  for (const name of ['complete', 'abort', 'error']) made.addEventListener(name, end);
  return made;
};

const { open } = IDBFactory.prototype;
IDBFactory.prototype.open = function (...given) {
  const request = open.apply(this, given);
  const end = begin();
  for (const name of ['success', 'error', 'blocked']) request.addEventListener(name, end);
  return request;
};

const { request } = LockManager.prototype;
LockManager.prototype.request = function (this: LockManager, name: string, ...rest: unknown[]) {
  const end = begin();
  // The callback comes last, after the options or without any.
  const grant = rest.pop() as LockGrantedCallback<unknown>;
  const options = (rest.pop() ?? {}) as LockOptions;
  options.signal?.addEventListener('abort', end);
  const granted = request.call(this, name, options, (lock) => {
    end();
    return grant(lock);
  });
  // One whose signal was aborted before it was asked is refused at once, without an event.
  granted.catch(end);
  return granted;
  // A function cannot be given the type of the overloads that it stands for.
};

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** The next task of the page's event loop, whatever its clock says. */
export const task = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });

/** Real time in ms, however a test sets the clock. */
const real = performance.now.bind(performance);

/** Resolves when a thing holds; rejects, naming it, when it does not in time. @param patience in ms of real time */
export async function until(holds: () => unknown, what: string, patience = 10_000): Promise<void> {
  const end = real() + patience;
  while (!holds()) {
    if (real() > end) throw new Error(`In vain waited for: ${what}.`);
    await task();
  }
}

/** Resolves when nothing is under way, and nothing new began in five tasks in a row. */
export async function quiet(): Promise<void> {
  for (let still = 0; still < 5; still += 1) {
    await task();
    if (underWay.size === 0) continue;
    await until(() => underWay.size === 0, 'an end of what is under way');
    still = -1;
  }
}
