import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { Failure } from '../failure.ts';
import type { Clients } from '../clients.ts';
import type { Target } from '../collector.ts';
import type { Aws } from '../../cli/release/aws.ts';
import type { Call } from './call.ts';

/** The most that is shown of what a function answers, in characters. */
const LONGEST = 300;

/** Why an update or a version failed, as AWS says. */
const failed = (status: string | undefined, reason: string | undefined): string | undefined =>
  status === 'Failed' ? `AWS says that it failed: ${reason ?? 'without a reason'}` : undefined;

/** Uploads, publishes and calls. @param patient clients that wait long, and try once */
export function functionCalls(
  { lambda }: Clients,
  patient: Clients,
  { function: FunctionName }: Target,
  call: Call,
): Pick<Aws, 'upload' | 'latest' | 'publish' | 'active' | 'invoke'> {
  const configuration = (Qualifier: string): Promise<FunctionConfiguration> =>
    call('lambda:GetFunctionConfiguration', (options) =>
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }), options),
    );
  const told = (value: string | undefined, what: string): string => {
    if (value !== undefined) return value;
    throw new Failure('refused', `AWS does not tell ${what}.`);
  };
  return {
    upload: async (ZipFile) => {
      const { CodeSha256 } = await call('lambda:UpdateFunctionCode', (options) =>
        patient.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }), options),
      );
      return told(CodeSha256, 'the hash of the code');
    },
    latest: async () => {
      const { CodeSha256, RevisionId, LastUpdateStatus, LastUpdateStatusReason, State } =
        await configuration('$LATEST');
      return {
        hash: told(CodeSha256, 'the hash of $LATEST'),
        revision: RevisionId,
        updating: LastUpdateStatus === 'InProgress' || State === 'Pending',
        failed: failed(LastUpdateStatus, LastUpdateStatusReason),
      };
    },
    publish: async ({ hash, revision }, Description) => {
      const { Version } = await call('lambda:PublishVersion', (options) =>
        lambda.send(
          new PublishVersionCommand({
            FunctionName,
            CodeSha256: hash,
            RevisionId: revision,
            ...(Description !== undefined && { Description }),
          }),
          options,
        ),
      );
      return told(Version, 'the number of the version');
    },
    active: async (version) => {
      const { State, StateReason } = await configuration(version);
      // A version can be called when it is idle, too.
      return { active: State === 'Active' || State === 'Inactive', failed: failed(State, StateReason) };
    },
    invoke: async (version, payload) => {
      const began = performance.now();
      const { FunctionError, ExecutedVersion, Payload } = await call('lambda:InvokeFunction', (options) =>
        patient.lambda.send(
          new InvokeCommand({
            FunctionName,
            Qualifier: version,
            InvocationType: 'RequestResponse',
            Payload: Buffer.from(payload),
          }),
          options,
        ),
      );
      return {
        error: FunctionError,
        executed: ExecutedVersion,
        payload: Payload ? new TextDecoder().decode(Payload).slice(0, LONGEST) : '',
        ms: Math.round(performance.now() - began),
      };
    },
  };
}
