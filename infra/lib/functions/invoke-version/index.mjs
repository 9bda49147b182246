import {
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  ListDeploymentTargetsCommand,
  PutLifecycleEventHookExecutionStatusCommand,
} from '@aws-sdk/client-codedeploy';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

const codeDeploy = new CodeDeployClient();
const lambda = new LambdaClient();

/**
 * Which function goes to which version in a deployment.
 * @param {string} deploymentId
 */
async function targetOf(deploymentId) {
  const { targetIds = [] } = await codeDeploy.send(new ListDeploymentTargetsCommand({ deploymentId }));
  const { deploymentTargets = [] } = await codeDeploy.send(
    new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }),
  );
  const { functionName, targetVersion } = deploymentTargets[0]?.lambdaTarget?.lambdaFunctionInfo ?? {};
  if (!functionName || !targetVersion) throw new Error('The deployment names no function and version.');
  return { functionName, targetVersion };
}

/**
 * Invokes once, and throws where the call failed in any way.
 * @param {string} FunctionName
 * @param {string} version
 */
async function call(FunctionName, version) {
  const { PAYLOAD = '{}', STATUS_CODE } = process.env;
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName, Qualifier: version, Payload: new TextEncoder().encode(PAYLOAD) }),
  );
  const said = new TextDecoder().decode(answer.Payload);
  if (answer.FunctionError) throw new Error(`FunctionError ${answer.FunctionError}: ${said.slice(0, 500)}`);
  if (answer.ExecutedVersion !== version)
    throw new Error(`Version ${answer.ExecutedVersion} answered, not ${version}.`);
  if (STATUS_CODE === undefined) return;
  const { statusCode } = JSON.parse(said) ?? {};
  if (String(statusCode) !== STATUS_CODE)
    throw new Error(`statusCode is ${statusCode}, ${STATUS_CODE} was expected.`);
}

/**
 * Invokes the new version of a deployment and tells CodeDeploy how that went, whatever happens: a hook that tells
 * nothing holds the deployment for an hour.
 * @param {{ DeploymentId: string, LifecycleEventHookExecutionId: string }} event
 * @returns {Promise<{ status: 'Succeeded' | 'Failed', reason?: string }>}
 */
export async function handler({
  DeploymentId: deploymentId,
  LifecycleEventHookExecutionId: lifecycleEventHookExecutionId,
}) {
  /** @type {{ status: 'Succeeded' | 'Failed', reason?: string }} */
  let result = { status: 'Succeeded' };
  try {
    const { functionName, targetVersion } = await targetOf(deploymentId);
    const calls = Number(process.env.CALLS ?? 1);
    for (let count = 0; count < calls; count += 1) await call(functionName, targetVersion);
  } catch (error) {
    result = { status: 'Failed', reason: error instanceof Error ? error.message : String(error) };
  }
  console.log(JSON.stringify({ message: 'Hook ended', deploymentId, ...result }));
  await codeDeploy.send(
    new PutLifecycleEventHookExecutionStatusCommand({
      deploymentId,
      lifecycleEventHookExecutionId,
      status: result.status,
    }),
  );
  return result;
}
