import { DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { known } from '../collector.ts';
import type { Collector, Context } from '../collector.ts';

export const auth = {
  part: 'auth',
  scope: 'account',
  everyMs: 300_000,
  lacks: (config) => (config.user_pool ? undefined : 'Not configured: set "user_pool" in bridge.json.'),
  permissions: ({ partition, region, account }, config) => [
    {
      action: 'cognito-idp:DescribeUserPool',
      resources: [`arn:${partition}:cognito-idp:${region}:${account}:userpool/${config.user_pool ?? ''}`],
    },
  ],
  async collect({ clients, call, config }: Context) {
    const { UserPool } = await call('cognito-idp:DescribeUserPool', (options) =>
      clients.cognito.send(new DescribeUserPoolCommand({ UserPoolId: config.user_pool }), options),
    );
    const { Id, MfaConfiguration, EmailConfiguration } = UserPool ?? {};
    return {
      fields: {
        auth: known({
          cognito_pool: Id,
          mfa: MfaConfiguration,
          // The address of a pool that sends by SES itself.
          ses_sender: EmailConfiguration?.From,
        }),
      },
    };
  },
} satisfies Collector;
