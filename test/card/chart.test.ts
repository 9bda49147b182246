import { Chart } from 'chart.js';
import { emulateMedia } from '@web/test-runner-commands';
import '../../src/card/define-provider.ts';
import { until } from '../components/support/quiet.ts';
import { logRequests } from '../components/support/requests.ts';
import { useStage } from '../components/support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { McProvider } from '../../src/card/provider.ts';

const tag = 'mc-latency-history';

/** The colour of labels in light and in dark. */
const MUTED = { light: 'rgb(86, 95, 107)', dark: 'rgb(158, 168, 179)' };

describe('A chart follows a change of theme', () => {
  const at = useStage(tag);
  const root = document.documentElement;

  afterEach(async () => {
    root.style.removeProperty('color-scheme');
    await emulateMedia({ colorScheme: 'light' });
  });

  /** A card with a chart that is drawn, in a provider. */
  async function drawn(): Promise<{ card: Card; provider: McProvider }> {
    const stage = at();
    await logRequests(
      stage,
      [300, 200, 100].map((ago) => ({ route: 'status', ago, ms: 120, ok: true })),
    );
    await stage.show(`<mc-provider api-base="${stage.base}"><${tag}></${tag}></mc-provider>`);
    const provider = stage.place.querySelector('mc-provider');
    const card = stage.place.querySelector<Card>(tag);
    if (!card || !provider) throw new Error('nothing shown');
    card.scrollIntoView();
    await until(() => chartOf(card), 'the chart');
    return { card, provider };
  }

  const chartOf = (card: Card): Chart | undefined => {
    const canvas = card.shadowRoot?.querySelector('canvas');
    return canvas ? Chart.getChart(canvas) : undefined;
  };

  /** Until the labels have the colour of a theme; no clock runs, no answer comes. */
  const turned = (card: Card, theme: keyof typeof MUTED): Promise<void> =>
    until(
      () => chartOf(card)?.options.scales?.['x']?.ticks?.color === MUTED[theme],
      `labels for ${theme}: ${String(chartOf(card)?.options.scales?.['x']?.ticks?.color)}`,
      3000,
    );

  it('of the card', async () => {
    const { card } = await drawn();
    card.setAttribute('theme', 'dark');
    await turned(card, 'dark');
    card.theme = 'light';
    await turned(card, 'light');
  });

  it('of its provider', async () => {
    const { card, provider } = await drawn();
    provider.setAttribute('theme', 'dark');
    await turned(card, 'dark');
    provider.removeAttribute('theme');
    await turned(card, 'light');
  });

  it('of the page', async () => {
    const { card } = await drawn();
    root.style.setProperty('color-scheme', 'dark');
    await turned(card, 'dark');
    root.style.setProperty('color-scheme', 'light');
    await turned(card, 'light');
  });

  it('of the system', async () => {
    root.style.setProperty('color-scheme', 'light dark');
    await emulateMedia({ colorScheme: 'light' });
    const { card } = await drawn();
    await turned(card, 'light');
    await emulateMedia({ colorScheme: 'dark' });
    await turned(card, 'dark');
  });

  it('that came while it was not displayed', async () => {
    const { card } = await drawn();
    card.hidden = true;
    root.style.setProperty('color-scheme', 'dark');
    // The page is painted without it.
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    card.hidden = false;
    await turned(card, 'dark');
  });
});
