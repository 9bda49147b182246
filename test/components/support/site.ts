import { until } from './quiet.ts';
import { visibleText } from './read.ts';
import type { Card } from '../../../src/card/card.ts';
import type { Stage } from './stage.ts';

/**
 * Puts files of a site beside the stage's Beak, by their names, and gives the card their configuration.
 * @param tells what the card tells once it has read them
 */
export async function configure(
  card: Card,
  { base, files: served }: Stage,
  config: object,
  files: Record<string, string>,
  tells: string,
): Promise<void> {
  Object.assign(served, files, { 'mission-control.json': JSON.stringify(config) });
  card.setAttribute('config', `${base}/mission-control.json`);
  await until(() => visibleText(card).includes(tells), tells);
}
