import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, flag, oneOf } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { checkResult } from '../../src/domain/judgement/check-result.ts';
import { peckLimits, pecks } from '../../src/domain/fleet/pecks.ts';
import { REQUESTS_FLOOR } from '../../src/domain/availability/recent-requests.ts';
import { timeoutLimits, timeoutRisk } from '../../src/domain/latency/timeouts.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { ms, percent, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'Security Posture',
  section: 'runtime',
  size: 'medium',
  causes: ['security', 'pecks'],
  reads: {
    mfa: field('status.auth.mfa', oneOf('ON', 'OPTIONAL', 'OFF')),
    spf: field('status.ses.spf', flag),
    sns: field('status.sns.sandbox', flag),
    timeout: field('status.lambda.timeout_s', integer),
    succeeded: field('status.peck_protocol.succeeded', integer),
    failed: field('status.peck_protocol.failed', integer),
  },
  logs: ['sd_latency_log', 'pecks'],
  limits: { timeout: timeoutLimits, pecks: peckLimits },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface SecurityView extends View {
  indicators: CheckResult[];
}

const MFA: Record<'ON' | 'OPTIONAL' | 'OFF', readonly [tone: Tone, label: string]> = {
  ON: ['ok', 'required'],
  OPTIONAL: ['warn', 'optional'],
  OFF: ['bad', 'off'],
};

/**
 * Five indicators of how well the stack is guarded.
 *
 * @tag mc-security-posture
 * @summary MFA, SPF, SMS mode, Lambda timeout risk and peck failures, each judged.
 */
export class McSecurityPosture extends Card<typeof spec, SecurityView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, checkResultStyles];

  view({ facts, logs, now, interval, limits }: CardData<typeof spec>): SecurityView {
    const [mfaTone, mfaWords] = facts.mfa ? MFA[facts.mfa] : (['unknown', 'not offered'] as const);
    const risk = timeoutRisk(logs.sd_latency_log, facts.timeout, now, interval, limits.timeout);
    const failing = pecks(facts, logs.pecks, now, limits.pecks);
    const indicators: CheckResult[] = [
      { name: 'Cognito MFA', tone: mfaTone, label: mfaWords },
      checkResult('SES SPF', facts.spf, ['ok', 'passes'], ['bad', 'fails']),
      checkResult('SNS', facts.sns, ['info', 'sandbox'], ['ok', 'production']),
      {
        name: 'Lambda timeout',
        tone: risk.tone,
        label: risk.label.toLowerCase(),
        note:
          risk.p95 === undefined
            ? `needs ${REQUESTS_FLOOR} requests of this browser`
            : `p95 ${ms(risk.p95)}, seen by this browser`,
      },
      {
        name: 'Peck failures',
        tone: failing.tone,
        label: failing.failureShare === undefined ? 'no outcome yet' : percent(failing.failureShare),
        note: failing.label,
      },
    ];
    const tone = worst(indicators.map((each) => each.tone));
    const open = indicators.filter((each) => each.tone === tone).length;
    return {
      tone,
      label:
        tone === 'ok' || tone === 'info'
          ? 'Guarded'
          : tone === 'unknown'
            ? `${open} of ${indicators.length} not known`
            : `${plural(open, 'indicator')} ${tone === 'bad' ? 'bad' : 'to look at'}`,
      indicators,
    };
  }

  protected renderBody({ indicators }: SecurityView): TemplateResult {
    return html`${checkResults(indicators)}`;
  }
}
