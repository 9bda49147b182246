import { isOldKey } from '../store/old-keys.ts';
import { use } from './actions.ts';

/** Whether the older page has left anything in this origin's localStorage. */
function isThere(): boolean {
  try {
    return Object.keys(localStorage).some(isOldKey);
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
