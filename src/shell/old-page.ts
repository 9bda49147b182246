import { use } from './actions.ts';

/** How the names of what the older page kept in localStorage begin. */
const OLD = /^(?:sd_|missionControl)/;

/** Whether the older page has left anything in this origin's localStorage. */
function isThere(): boolean {
  try {
    return Object.keys(localStorage).some((key) => OLD.test(key));
  } catch {
    return false;
  }
}

/** Takes over what the older page has left here, once, when the page has nothing better to do. */
export function startOldPage(): void {
  if (!isThere()) return;
  const take = () => use(import('./keeping.ts'), ({ importOldPage }) => void importOldPage());
  if (document.readyState === 'complete') take();
  else addEventListener('load', take, { once: true });
}
