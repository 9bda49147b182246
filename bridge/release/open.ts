import { GetDeploymentCommand, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { endClients, makeClients } from '../clients.ts';
import { Collection } from '../collection.ts';
import { alarms } from '../collectors/alarms.ts';
import { deployment } from '../collectors/deployment.ts';
import { lambda } from '../collectors/lambda.ts';
import { traffic } from '../collectors/traffic.ts';
import { loadConfig } from '../config.ts';
import { Failure, failureOf, notGiven } from '../failure.ts';
import { aliasCalls } from './alias.ts';
import { functionCalls } from './function.ts';
import { readSetup } from './setup.ts';
import type { Call } from './call.ts';
import type { Aws, AwsOptions } from '../../cli/release/aws.ts';

/** The parts of the status answer that a release is judged by. */
const JUDGED_BY = [lambda, traffic, alarms, deployment];
/** A reading ends after so long, in ms: nobody's page waits for it. */
const DEADLINE_MS = 30_000;
/** An upload may take so long, and so may the call of a function, in ms. Source: AWS Lambda quotas, 15 minutes. */
const LONG_MS = 16 * 60_000;

/** AWS as the release tool needs it. */
export async function open(options: AwsOptions): Promise<Aws> {
  const { function: name, alias, signal, now } = options;
  const config = options.bridge === undefined ? {} : loadConfig(options.bridge);
  const clients = makeClients({ region: options.region });
  // What is called twice runs twice.
  const patient = makeClients({ region: options.region, maxAttempts: 1, silentMs: LONG_MS });
  const region = await clients.lambda.config.region().catch(() => undefined);
  if (!region) throw new Failure('refused', 'No AWS Region is known: give --region, or set AWS_REGION.');
  const target = { function: name, alias, region };
  const call: Call = (action, send) =>
    send({ abortSignal: signal }).catch((error: unknown) => {
      throw failureOf(error, action, signal.aborted);
    });
  const shared = {
    clients,
    config,
    now,
    random: Math.random,
    deadlineMs: DEADLINE_MS,
    collectors: JUDGED_BY,
  };
  const collection = new Collection(target, shared, []);
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('Interrupted.')), { once: true });
  });
  interrupted.catch(() => undefined);

  return {
    who: async () => {
      const { Account } = await call('sts:GetCallerIdentity', (each) =>
        clients.sts.send(new GetCallerIdentityCommand({}), each),
      );
      if (Account === undefined) throw new Failure('refused', 'AWS does not say which account this is.');
      return { account: Account, region };
    },
    // What came over the wire is read by the fields of the contract, as every answer is.
    status: async () => {
      const answer = JSON.parse(await Promise.race([collection.answer('status'), interrupted])) as unknown;
      const failures = collection.slots.flatMap(({ failure, found }) => [
        failure,
        ...(found?.failures ?? []),
      ]);
      return { answer, ...notGiven(failures.filter((each) => each !== undefined)) };
    },
    ...aliasCalls(clients, target, call),
    ...functionCalls(clients, patient, target, call),
    stopDeployment: async (deploymentId) => {
      await call('codedeploy:StopDeployment', (each) =>
        clients.codeDeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }), each),
      );
    },
    deployment: async (deploymentId) => {
      const { deploymentInfo } = await call('codedeploy:GetDeployment', (each) =>
        clients.codeDeploy.send(new GetDeploymentCommand({ deploymentId }), each),
      );
      return deploymentInfo?.status;
    },
    setup: () => readSetup(clients, target, config, call),
    close: () => {
      endClients(clients);
      endClients(patient);
    },
  };
}
