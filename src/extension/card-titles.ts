import type { Section } from '../data/spec.ts';

/** What each card is called, and the section it is of, by its tag. Empty here: the build reads what the cards declare. */
export const cardTitles: Readonly<Record<string, { title: string; section: Section }>> = {};
