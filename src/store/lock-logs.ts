/**
 * Does what reads and rewrites logs of a base while no other tab does; the tab that polls asks for the same lock.
 * Where there are no locks, or they are refused, it is done without.
 */
export async function lockLogs<T>(base: string, work: () => Promise<T>): Promise<T> {
  let begun = false;
  const begin = () => {
    begun = true;
    return work();
  };
  try {
    return await navigator.locks.request(`mission-control/1 ${base} logs`, begin);
  } catch (reason) {
    if (begun) throw reason;
    return work();
  }
}
