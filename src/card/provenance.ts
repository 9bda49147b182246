import { html } from 'lit';
import { rawAt } from '../api/field.ts';
import { routes as table } from '../api/routes.ts';
import { curl } from '../commands/curl.ts';
import { namesOf, routesOf } from '../data/spec.ts';
import { stamp } from '../domain/format/values.ts';
import { command } from './command.ts';
import { factList } from './parts.ts';
import type { TemplateResult } from 'lit';
import type { ApiState } from '../data/card-data.ts';
import type { Spec } from '../data/spec.ts';
import type { Row } from './parts.ts';

export { styles } from './command.ts';

/** Longest value shown, in characters. */
const LONGEST = 600;

const shown = (raw: unknown): string => {
  const text = raw === undefined ? 'not sent' : JSON.stringify(raw);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

/** The opened footer: each field as it was kept (after masking), and a line that asks for it again. */
export function provenance(spec: Spec, apiState: ApiState, stateKey: string, tz: string): TemplateResult {
  const fields = Object.values(spec.reads ?? {}).map(({ field, route }): Row => [
    field,
    html`<code>${shown(rawAt(field, apiState.routes[route]?.last?.json))}</code>`,
  ]);
  const kept = [
    ...(spec.logs ?? []).map((log) => [log, apiState.logs[log]?.length ?? 0, 'samples'] as const),
    ...namesOf(spec, stateKey).map((name) => [name, apiState.records[name]?.length ?? 0, 'entries'] as const),
  ];
  const files = (spec.files ?? []).map((name): Row => {
    const file = apiState.site.files[name];
    return [
      `files.${name}`,
      file ? `${apiState.site.config.files?.[name] ?? ''}, read ${stamp(file.at, tz)}` : 'not read',
    ];
  });
  return html`
    ${factList([...fields, ...files])}
    ${
      kept.length > 0
        ? html`<p>
            Kept in this browser, for pages of ${location.origin}:
            ${kept.map(([name, size, noun]) => `${name} (${size} ${noun})`).join(', ')}.
          </p>`
        : ''
    }
    ${routesOf(spec).map((route) => {
      const last = apiState.routes[route]?.last;
      const line = curl(apiState.base, table[route]);
      const when = last
        ? `Fetched ${stamp(last.at, tz)}${last.made ? `, made by the backend ${stamp(last.made, tz)}` : ''}.`
        : 'Not answered yet.';
      return line ? command({ line, does: `${when} This asks for it again.` }) : when;
    })}
  `;
}
