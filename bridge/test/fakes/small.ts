import type * as Cognito from '@aws-sdk/client-cognito-identity-provider';
import type * as Ses from '@aws-sdk/client-sesv2';
import type * as Sfn from '@aws-sdk/client-sfn';
import type * as Sns from '@aws-sdk/client-sns';
import type * as Sts from '@aws-sdk/client-sts';
import type { Account } from './account.ts';
import { operation, Refusal } from './wire.ts';
import type { Service } from './wire.ts';

/** STS: who asks. */
export const sts = (account: Account): Service => ({
  signedAs: 'sts',
  prefix: 'sts',
  protocol: 'query',
  version: '2011-06-15',
  operations: {
    GetCallerIdentity: operation<Sts.GetCallerIdentityRequest, Sts.GetCallerIdentityResponse>([], () => ({
      UserId: 'AROAEXAMPLE:operator',
      Account: account.id,
      Arn: `arn:aws:sts::${account.id}:assumed-role/operator/operator`,
    })),
  },
});

/** SES v2: the account's standing. */
export const ses = (account: Account): Service => ({
  signedAs: 'ses',
  prefix: 'ses',
  protocol: 'rest-json',
  routes: [{ method: 'GET', path: /^\/v2\/email\/account$/, operation: 'GetAccount' }],
  operations: {
    GetAccount: operation<Ses.GetAccountRequest, Ses.GetAccountResponse>([], () => account.ses),
  },
});

/** SNS: the standing of its text messages. */
export const sns = (account: Account): Service => ({
  signedAs: 'sns',
  prefix: 'sns',
  denial: 'AuthorizationError',
  protocol: 'query',
  version: '2010-03-31',
  operations: {
    GetSMSSandboxAccountStatus: operation<
      Sns.GetSMSSandboxAccountStatusInput,
      Sns.GetSMSSandboxAccountStatusResult
    >([], () => ({ IsInSandbox: account.sns.sandbox })),
    GetSMSAttributes: {
      takes: ['attributes.member.1'],
      // The query protocol writes a map as a list of entries.
      answer: ({ 'attributes.member.1': only }) => ({
        attributes: {
          entry: Object.entries(account.sns.attributes)
            .filter(([name]) => only === undefined || only === name)
            .map(([key, value]) => ({ key, value })),
        },
      }),
    },
  },
});

const MOST_EXECUTIONS = 1000;

/** Step Functions: the executions of a state machine. */
export const stepFunctions = (account: Account, pageSize: () => number): Service => ({
  signedAs: 'states',
  prefix: 'states',
  protocol: 'json',
  version: 'AWSStepFunctions',
  operations: {
    ListExecutions: operation<Sfn.ListExecutionsInput, Sfn.ListExecutionsOutput>(
      ['stateMachineArn', 'statusFilter', 'maxResults', 'nextToken'],
      ({ stateMachineArn = '', statusFilter, maxResults, nextToken }) => {
        const all = account.executions.get(stateMachineArn);
        if (!all)
          throw new Refusal(
            400,
            'StateMachineDoesNotExist',
            `State Machine Does Not Exist: '${stateMachineArn}'`,
          );
        if (statusFilter === 'PENDING_REDRIVE')
          throw new Refusal(400, 'ValidationException', 'PENDING_REDRIVE needs a mapRunArn.');
        const fitting = all.filter(({ status }) => statusFilter === undefined || status === statusFilter);
        const from = Number(nextToken ?? 0);
        const to = from + Math.min(maxResults || 100, MOST_EXECUTIONS, pageSize());
        return {
          executions: fitting.slice(from, to),
          ...(to < fitting.length && { nextToken: String(to) }),
        };
      },
    ),
  },
});

/** Cognito: a user pool. */
export const cognito = (account: Account): Service => ({
  signedAs: 'cognito-idp',
  prefix: 'cognito-idp',
  protocol: 'json',
  version: 'AWSCognitoIdentityProviderService',
  operations: {
    DescribeUserPool: operation<Cognito.DescribeUserPoolRequest, Cognito.DescribeUserPoolResponse>(
      ['UserPoolId'],
      ({ UserPoolId = '' }) => {
        const UserPool = account.pools.get(UserPoolId);
        if (UserPool) return { UserPool };
        throw new Refusal(400, 'ResourceNotFoundException', `User pool ${UserPoolId} does not exist.`);
      },
    ),
  },
});
