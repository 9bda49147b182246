import { isPassing } from './realm.ts';

/**
 * Does what reads and rewrites logs of a realm while no other tab does; the tab that polls asks for the same lock.
 * Where there are no locks, or they are refused, it is done without.
 */
export async function lockLogs<T>(realm: string, work: () => Promise<T>): Promise<T> {
  // Nobody else has to do with what passes with this page, nor hears of it.
  if (isPassing(realm)) return work();
  let begun = false;
  const begin = () => {
    begun = true;
    return work();
  };
  try {
    return await navigator.locks.request(`mission-control/1 ${realm} logs`, begin);
  } catch (reason) {
    if (begun) throw reason;
    return work();
  }
}
