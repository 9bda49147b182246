import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter, flag, oneOf } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { finding } from '../../src/rules/finding.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { peckLimits, pecks } from '../../src/rules/pecks.ts';
import { REQUESTS_FLOOR } from '../../src/rules/requests.ts';
import { timeoutLimits, timeoutRisk } from '../../src/rules/timeout-risk.ts';
import { worst } from '../../src/rules/tone.ts';
import { ms, percent, plural } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Finding } from '../../src/rules/finding.ts';
import type { Tone } from '../../src/rules/tone.ts';

const spec = {
  title: 'Security Posture',
  section: 'runtime',
  size: 'medium',
  height: 332,
  narrow: 351,
  reads: {
    mfa: field('status.auth.mfa', oneOf('ON', 'OPTIONAL', 'OFF')),
    spf: field('status.ses.spf', flag),
    sns: field('status.sns.sandbox', flag),
    timeout: field('status.lambda.timeout_s', counter),
    succeeded: field('status.peck_protocol.succeeded', counter),
    failed: field('status.peck_protocol.failed', counter),
  },
  logs: ['sd_latency_log', 'pecks'],
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface SecurityView extends View {
  indicators: Finding[];
}

const MFA: Record<'ON' | 'OPTIONAL' | 'OFF', readonly [tone: Tone, words: string]> = {
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
  static override styles = [Card.styles, findingsStyles];

  view({ facts, logs, now, interval, site }: Moment<typeof spec>): SecurityView {
    const { thresholds } = site.config;
    const [mfaTone, mfaWords] = facts.mfa ? MFA[facts.mfa] : (['unknown', 'not offered'] as const);
    const risk = timeoutRisk(
      logs.sd_latency_log,
      facts.timeout,
      now,
      interval,
      limitsFrom(thresholds, 'timeout', timeoutLimits),
    );
    const failing = pecks(facts, logs.pecks, now, limitsFrom(thresholds, 'pecks', peckLimits));
    const indicators: Finding[] = [
      { name: 'Cognito MFA', tone: mfaTone, words: mfaWords },
      finding('SES SPF', facts.spf, ['ok', 'passes'], ['bad', 'fails']),
      finding('SNS', facts.sns, ['info', 'sandbox'], ['ok', 'production']),
      {
        name: 'Lambda timeout',
        tone: risk.tone,
        words: risk.words.toLowerCase(),
        note:
          risk.p95 === undefined
            ? `needs ${REQUESTS_FLOOR} requests of this browser`
            : `p95 ${ms(risk.p95)}, seen by this browser`,
      },
      {
        name: 'Peck failures',
        tone: failing.tone,
        words: failing.failureShare === undefined ? 'no outcome yet' : percent(failing.failureShare),
        note: failing.label,
      },
    ];
    const tone = worst(indicators.map((each) => each.tone));
    const open = indicators.filter((each) => each.tone === tone).length;
    return {
      tone,
      words:
        tone === 'ok' || tone === 'info'
          ? 'Guarded'
          : tone === 'unknown'
            ? `${open} of ${indicators.length} not known`
            : `${plural(open, 'indicator')} ${tone === 'bad' ? 'bad' : 'to look at'}`,
      indicators,
    };
  }

  protected renderBody({ indicators }: SecurityView): TemplateResult {
    return html`${findings(indicators)}`;
  }
}

define('mc-security-posture', McSecurityPosture);

declare global {
  interface HTMLElementTagNameMap {
    'mc-security-posture': McSecurityPosture;
  }
}
