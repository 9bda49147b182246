import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import {
  amount,
  count as counter,
  flag,
  list,
  map,
  oneOf,
  orNull,
  share,
  text,
  time,
} from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { movesOf, spanOf } from '../../src/rules/moves.ts';
import { count, duration, plural, stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Moved, Scalar } from '../../src/rules/moves.ts';

const spec = {
  title: 'What Changed Since Last Refresh',
  section: 'latency',
  size: 'wide',
  height: 169,
  narrow: 367,
  reads: {
    registered: field('metrics.ducklings_registered?', counter),
    certified: field('metrics.ducklings_certified?', counter),
    bonded: field('metrics.spaceducks_bonded', counter),
    galaxy: field('metrics.galaxy_version?', text),
    issued: field('metrics.last_cert_issued_at?', orNull(time)),
    auth: field('status.auth', {
      cognito_pool: text,
      signout: flag,
      signup: flag,
      verify: flag,
      phone_verify: flag,
      forgot_reset: flag,
      mfa: oneOf('ON', 'OPTIONAL', 'OFF'),
    }),
    sender: field('status.auth.ses_sender', text),
    ses: field('status.ses', {
      sandbox: flag,
      daily_quota: amount,
      sent_24h: amount,
      max_send_rate: amount,
      bounce_rate: share,
      complaint_rate: share,
      spf: flag,
    }),
    sns: field('status.sns', { sandbox: flag, monthly_spend_limit: amount }),
    lambda: field('status.lambda', {
      function: text,
      version: text,
      runtime: text,
      memory_mb: counter,
      timeout_s: counter,
      last_modified: time,
      invoked_version: text,
      region: text,
      architecture: oneOf('x86_64', 'arm64'),
      concurrency: counter,
      env_names: list(text),
      memory_used_mb: amount,
    }),
    alias: field('status.lambda_alias_version', text),
    parity: field('status.lambda_alias_parity?', flag),
    agents: field('status.agents', { alive: counter, slow: counter, dead: counter, total_bonded: counter }),
    tables: field('status.database', map(counter)),
    billing: field('status.database_billing', map(oneOf('PAY_PER_REQUEST', 'PROVISIONED'))),
    tableStatus: field('status.database_status?', map(text)),
    pecks: field('status.peck_protocol', {
      running: counter,
      succeeded: counter,
      failed: counter,
      failure_breakdown: { denied: counter, expired: counter, callback_error: counter },
    }),
    alarms: field('status.alarms?', list({ name: text, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA') })),
    stable: field('status.release.stable?', text),
    routing: field('status.release.routing?', map(share)),
    deployment: field('status.release.deployment?', orNull({ id: text, status: text })),
  },
  compares: 'before',
} as const satisfies Spec;

/** Longest value shown, in characters. */
const LONGEST = 120;

/** What the card shows of a moment. */
export interface WhatChangedView extends View {
  /** Whether there is an answer before the latest to compare with. */
  comparable: boolean;
  moves: Moved[];
  /** Time between the two answers in ms, where anything moved. */
  span: number | undefined;
}

/** A field's name as the contract has it, without its route. */
const nameOf = (name: string): string => name.slice(name.indexOf('.') + 1);

/**
 * Each field of status and metrics that the latest poll found otherwise than the one before, as it was and as it is.
 *
 * @tag mc-what-changed
 * @summary Each field that moved on the latest poll, old and new.
 */
export class McWhatChanged extends Card<typeof spec, WhatChangedView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles];

  view({ facts: now, then, routes }: Moment<typeof spec>): WhatChangedView {
    // `Object.keys` forgets the names of the keys.
    const names = Object.keys(spec.reads) as (keyof typeof spec.reads)[];
    const moves = names.flatMap((name) => {
      const { field: path, route } = spec.reads[name];
      // A route that has answered once has moved nothing.
      return then && routes[route]?.before ? movesOf(then.facts[name], now[name], nameOf(path)) : [];
    });
    return {
      tone: 'info',
      words: !then
        ? 'First poll'
        : moves.length > 0
          ? `${plural(moves.length, 'field')} moved`
          : 'Nothing moved',
      comparable: then !== undefined,
      moves,
      span: moves.length > 0 ? spanOf([routes.metrics, routes.status]) : undefined,
    };
  }

  protected renderBody({ comparable, moves, span }: WhatChangedView): TemplateResult {
    return html`
      ${facts([['Moved on the latest poll', comparable ? plural(moves.length, 'field') : 'nothing to compare with yet']], 'large')}
      ${
        moves.length > 0
          ? table(
              ['Field', 'Before', 'Now'],
              moves.map(({ name, was, is }) => [name, this.#told(name, was), this.#told(name, is)]),
            )
          : nothing
      }
      ${span === undefined ? nothing : html`<small>The two answers are ${duration(span)} apart.</small>`}
    `;
  }

  /** A value as it was kept; a time is told by its name. */
  #told(name: string, value: Scalar | undefined): string {
    if (value === undefined) return 'not there';
    if (value === null) return 'none';
    if (value === '') return 'empty';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value === 'string') return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
    return /_(at|modified)$/.test(name) ? stamp(value, this.tz) : count(value);
  }
}

define('mc-what-changed', McWhatChanged);

declare global {
  interface HTMLElementTagNameMap {
    'mc-what-changed': McWhatChanged;
  }
}
