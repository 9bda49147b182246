import { percent } from '../../src/domain/format/values.ts';
import { routingOf } from '../../src/domain/release/routing.ts';
import type { AliasNow } from './aws.ts';

/** Where an alias sends calls, for a sentence. */
export function aliasInWords({ version, weights }: Omit<AliasNow, 'revision'>): string {
  const routing = routingOf({ routing: weights }, version);
  switch (routing.state) {
    case 'still':
      return `version ${version}, all calls`;
    case 'split':
      return `version ${version}, with ${percent(routing.weight, 2)} of the calls to version ${routing.version}`;
    case 'settling':
      return `version ${version}, while AWS still sends all calls to version ${routing.version}`;
    case 'unknown':
      return `version ${version}, with weights that cannot be read`;
  }
}

/** A text as the end of a sentence, with one full stop. */
export const sentence = (text: string): string => `${text.replace(/\.$/, '')}.`;

/** Names and values in two columns. */
export function columns(rows: readonly (readonly [name: string, value: string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, value]) => `${name.padEnd(width)}${value}`);
}
