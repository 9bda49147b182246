import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { ago, clock, factList } from '../../src/card/parts.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { count, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Facts, CardData, Spec, View } from '../../src/card/card.ts';
import type { Deploy } from '../../src/domain/release/deploy-log.ts';

const spec = {
  title: 'Runtime State',
  section: 'posture',
  size: 'medium',
  reads: {
    functionName: field('status.lambda.function', text),
    runtime: field('status.lambda.runtime', text),
    memory: field('status.lambda.memory_mb', integer),
    timeout: field('status.lambda.timeout_s', integer),
    modified: field('status.lambda.last_modified', time),
    region: field('status.lambda.region?', text),
    concurrency: field('status.lambda.concurrency?', integer),
    version: field('status.lambda_alias_version?', text),
    release: field('status.release?', { function: text, alias: text, stable: text }),
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

  view(data: CardData<typeof spec>): RuntimeStateView {
    const { facts: lambda } = data;
    const { alias, logged } = releaseOf(data);
    const { functionName, runtime } = lambda;
    return {
      tone: functionName && runtime ? 'info' : 'unknown',
      label: functionName && runtime ? `${functionName} on ${runtime}` : 'Not fully told',
      lambda,
      alias,
      promoted: logged,
    };
  }

  protected renderBody({ lambda, alias, promoted }: RuntimeStateView): TemplateResult {
    const { functionName, runtime, memory, timeout, modified, region, concurrency, version } = lambda;
    const live = promoted && promoted.version === version;
    return html`
      ${factList([['Function', functionName, runtime]], 'large')}
      ${factList([
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
