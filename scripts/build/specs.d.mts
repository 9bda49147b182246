import type { Section } from '../../src/data/spec.ts';

/** What every card declares, by its tag. */
export function readSpecs(): Promise<Map<string, { title: string; section: Section }>>;
