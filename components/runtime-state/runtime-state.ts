import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { ago, clock, facts } from '../../src/card/parts.ts';
import { count, stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Facts, Moment, Spec, View } from '../../src/card/card.ts';
import type { Deploy } from '../../src/rules/deploy-log.ts';

const spec = {
  title: 'Runtime State',
  section: 'posture',
  size: 'medium',
  height: 486,
  narrow: 522,
  reads: {
    functionName: field('status.lambda.function', text),
    runtime: field('status.lambda.runtime', text),
    memory: field('status.lambda.memory_mb', counter),
    timeout: field('status.lambda.timeout_s', counter),
    modified: field('status.lambda.last_modified', time),
    region: field('status.lambda.region?', text),
    concurrency: field('status.lambda.concurrency?', counter),
    version: field('status.lambda_alias_version?', text),
    alias: field('status.release.alias?', text),
  },
  files: ['deploy_log'],
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface RuntimeStateView extends View {
  lambda: Facts<typeof spec>;
  alias: string;
  /** The newest promotion of the alias, by the deploy log; `undefined` where it tells none. */
  promoted: Deploy | undefined;
}

/**
 * The function that answers: what it is, what it has, and since when it is live.
 *
 * @tag mc-runtime-state
 * @summary Function, runtime, memory, timeout, region, concurrency, when modified, live since when, and the UTC time.
 */
export class McRuntimeState extends Card<typeof spec, RuntimeStateView> {
  static override spec: Spec = spec;

  view({ facts: lambda, site }: Moment<typeof spec>): RuntimeStateView {
    const alias = lambda.alias ?? site.config.alias ?? 'prod';
    const { functionName, runtime } = lambda;
    return {
      tone: functionName && runtime ? 'info' : 'unknown',
      words: functionName && runtime ? `${functionName} on ${runtime}` : 'Not fully told',
      lambda,
      alias,
      promoted: site.deploys.entries.find((each) => each.alias === alias),
    };
  }

  protected renderBody({ lambda, alias, promoted }: RuntimeStateView): TemplateResult {
    const { functionName, runtime, memory, timeout, modified, region, concurrency, version } = lambda;
    const live = promoted && promoted.version === version;
    return html`
      ${facts([['Function', functionName, runtime]], 'large')}
      ${facts([
        ['Memory', memory === undefined ? undefined : `${count(memory)} MB`],
        ['Timeout', timeout === undefined ? undefined : `${count(timeout)} s`],
        ['Region', region],
        ['Reserved concurrency', concurrency === undefined ? undefined : count(concurrency)],
        [
          'Modified',
          modified === undefined ? undefined : ago(modified),
          modified === undefined ? undefined : stamp(modified, this.tz),
        ],
        [
          'Live since',
          live ? ago(promoted.at) : 'not known',
          promoted
            ? live
              ? `v${promoted.version} on ${alias}, ${stamp(promoted.at, this.tz)}, by the deploy log`
              : `the deploy log’s newest on ${alias} is v${promoted.version}`
            : `the deploy log tells no promotion of ${alias}`,
        ],
        [this.writable ? 'Current UTC' : 'UTC then', clock],
      ])}
    `;
  }
}

define('mc-runtime-state', McRuntimeState);

declare global {
  interface HTMLElementTagNameMap {
    'mc-runtime-state': McRuntimeState;
  }
}
