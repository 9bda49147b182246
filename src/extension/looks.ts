import type { Settings } from './settings.ts';

/** Gives a page of the extension the colours that the operator chose. */
export function takeUpTheme({ theme }: Pick<Settings, 'theme'>): void {
  document.documentElement.dataset['theme'] = theme;
}
