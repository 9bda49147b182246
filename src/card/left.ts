import { html } from 'lit';
import { duration } from '../domain/format/values.ts';
import { until } from './parts.ts';
import type { TemplateResult } from 'lit';

/**
 * How long something is still to take: counted down live, and standing still in a recorded moment.
 * @param span from the moment that is shown, in ms
 */
export const left = (span: number, live: boolean): TemplateResult =>
  live ? until(Date.now() + span) : html`in ${duration(span)}`;
