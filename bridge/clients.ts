import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';

/** What differs from the SDK's own chain. */
export interface ClientOptions {
  /** AWS Region. Default: `AWS_REGION`, then `AWS_DEFAULT_REGION` as the AWS CLI has it, then the profile's. */
  region?: string | undefined;
  /** Address of every service instead of AWS. Default: `AWS_ENDPOINT_URL` and its kin, which the SDK reads itself. */
  endpoint?: string | undefined;
  /** How often a call is tried in all, with full jitter between. Default 3. */
  maxAttempts?: number | undefined;
  /** So long a service may be silent, in ms. Default 8 s. */
  silentMs?: number | undefined;
}

/** So long a connection may take, in ms. */
const CONNECTION_MS = 3_000;

/**
 * A client for each service that is asked. Credentials come by the SDK's default chain, and so by environment,
 * `AWS_PROFILE`, SSO, container or instance. Tries are those of the SDK's standard mode: exponential backoff with full
 * jitter.
 */
export function makeClients({ region, endpoint, maxAttempts = 3, silentMs = 8_000 }: ClientOptions = {}) {
  const where = region ?? (process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION']);
  const config = {
    maxAttempts,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECTION_MS,
      requestTimeout: silentMs,
      throwOnRequestTimeout: true,
    },
    ...(where && { region: where }),
    ...(endpoint && { endpoint }),
  };
  return {
    cloudFront: new CloudFrontClient(config),
    cloudWatch: new CloudWatchClient(config),
    codeDeploy: new CodeDeployClient(config),
    cognito: new CognitoIdentityProviderClient(config),
    dynamo: new DynamoDBClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    ses: new SESv2Client(config),
    sfn: new SFNClient(config),
    sns: new SNSClient(config),
    sts: new STSClient(config),
  };
}

/** The clients by their services. */
export type Clients = ReturnType<typeof makeClients>;

/** Lets go of every connection. */
export function endClients(clients: Clients): void {
  for (const client of Object.values(clients)) client.destroy();
}
