import type { TemplateResult, nothing } from 'lit';

/** Anything that may stand in a template. */
export type Shown = TemplateResult | string | number | typeof nothing;
