import { loadSite } from '../data/site-load.ts';
import { NO_SITE } from '../data/site-state.ts';
import { callPage } from './attention.ts';
import { element } from './page.ts';
import { settings } from './settings.ts';

/** How often the configuration is read, in ms. */
const EVERY = 5 * 60_000;

/** A sentence for each thing about this page that the operator should know. */
function tell(problems: readonly string[]): void {
  const list = element('problems', HTMLElement);
  const reported = [...problems, settings.notStored].filter(Boolean);
  list.hidden = reported.length === 0;
  const lines = reported.map((problem) => {
    const line = document.createElement('li');
    line.textContent = problem;
    return line;
  });
  list.replaceChildren(...lines);
}

/** Names the environment, leads to the other surfaces, and tells what is wrong with the configuration. */
export async function startSite(): Promise<void> {
  const url = element('provider', HTMLElement).getAttribute('config');
  let site = NO_SITE;
  const show = () => {
    const { environment, links } = site.config;
    element('environment', HTMLElement).textContent = environment ?? '';
    if (environment) callPage(`${environment} · Mission Control`);
    const surfaces = (links?.surfaces ?? []).map(({ title = '', href = '' }) => {
      const link = document.createElement('a');
      link.textContent = title;
      link.href = href;
      const item = document.createElement('li');
      item.append(link);
      return item;
    });
    element('surfaces', HTMLElement).replaceChildren(...surfaces);
    tell(site.problems);
  };
  settings.listen(() => tell(site.problems));
  tell([]);
  const read = async () => {
    if (!url) return;
    site = await loadSite(url, [], Date.now(), site);
    show();
  };
  await read();
  setInterval(() => void read(), EVERY);
}
