import { GetAccountCommand } from '@aws-sdk/client-sesv2';
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand } from '@aws-sdk/client-sns';
import { known } from '../collector.ts';
import type { Collector, Context } from '../collector.ts';
import { apart } from '../failure.ts';

const EVERY_MS = 300_000;

export const ses = {
  part: 'ses',
  scope: 'account',
  everyMs: EVERY_MS,
  lacks: (config) => (config.ses ? undefined : 'Not configured: set "ses": true in bridge.json.'),
  permissions: () => [{ action: 'ses:GetAccount', resources: ['*'] }],
  async collect({ clients, call }: Context) {
    const { ProductionAccessEnabled, SendQuota } = await call('ses:GetAccount', (options) =>
      clients.ses.send(new GetAccountCommand({}), options),
    );
    const { Max24HourSend, MaxSendRate, SentLast24Hours } = SendQuota ?? {};
    // -1 stands for no limit, which the contract has no number for.
    const limited = Max24HourSend !== undefined && Max24HourSend >= 0;
    return {
      fields: {
        ses: known({
          sandbox: ProductionAccessEnabled === undefined ? undefined : !ProductionAccessEnabled,
          daily_quota: limited ? Max24HourSend : undefined,
          sent_24h: SentLast24Hours,
          max_send_rate: MaxSendRate,
        }),
      },
      ...(Max24HourSend === -1 && { note: 'SES sets no daily quota.' }),
    };
  },
} satisfies Collector;

export const sns = {
  part: 'sns',
  scope: 'account',
  everyMs: EVERY_MS,
  lacks: (config) => (config.sns ? undefined : 'Not configured: set "sns": true in bridge.json.'),
  permissions: () => [
    { action: 'sns:GetSMSSandboxAccountStatus', resources: ['*'] },
    { action: 'sns:GetSMSAttributes', resources: ['*'] },
  ],
  async collect({ clients, call }: Context) {
    const [sandbox, attributes] = await Promise.all([
      apart(
        call('sns:GetSMSSandboxAccountStatus', (options) =>
          clients.sns.send(new GetSMSSandboxAccountStatusCommand({}), options),
        ),
      ),
      apart(
        call('sns:GetSMSAttributes', (options) =>
          clients.sns.send(new GetSMSAttributesCommand({ attributes: ['MonthlySpendLimit'] }), options),
        ),
      ),
    ]);
    // A text, in USD. Where it is missing the limit is not known, which is not 0.
    const limit = attributes.value?.attributes?.['MonthlySpendLimit'];
    return {
      fields: {
        sns: known({
          sandbox: sandbox.value?.IsInSandbox,
          monthly_spend_limit: limit?.trim() ? Number(limit) : undefined,
        }),
      },
      failures: [sandbox.why, attributes.why],
    };
  },
} satisfies Collector;
