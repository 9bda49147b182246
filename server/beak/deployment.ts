/** A published version of the function. `number` is what Lambda counts; times are ms UTC. */
export interface Version {
  number: number;
  code: string;
  config: string;
  publishedAt: number;
  description: string;
  /** Its share of failing calls. */
  errorRate: number;
}

/** A CodeDeploy deployment; times are ms UTC, `steps` in seconds from the start of the shift. */
export interface Deployment {
  id: string;
  config: string;
  status: 'Created' | 'InProgress' | 'Succeeded' | 'Stopped' | 'Failed';
  startedAt: number;
  shiftStartedAt?: number;
  finishedAt?: number;
  from: number;
  to: number;
  weight: number;
  steps: { at_s: number; weight: number }[];
  alarms: string[];
  error?: { code: string; message: string };
}

/** How releases go while a scenario is on. */
export interface ReleasePlan {
  /** No release at all. */
  held?: boolean;
  /** A canary is put on trial at once, and another whenever that one has ended. */
  atOnce?: boolean;
  /** Calls per minute that reach the alias. */
  callsPerMinute: number;
  /** The canary's share of failing calls; absent: every fifth version is bad. */
  errorRate?: number;
  /** Length of the trial in minutes, as CodeDeploy offers it. */
  trialMinutes: 5 | 10 | 15 | 30;
  /** Whether the deployment listens to the alarm on the canary's errors. */
  watched: boolean;
  /** Somebody edits the alias by hand a minute before now, while the canary is on trial. */
  edited?: boolean;
}

/** What an alias is set to: `weight` of the calls go to `canary`, the rest to `stable`. */
export interface Aimed {
  stable: number;
  canary?: number | undefined;
  weight?: number;
}

/** The usual way: a five-minute canary that an alarm guards. */
export const usualPlan: ReleasePlan = { callsPerMinute: 360, trialMinutes: 5, watched: true };

/** The alarm that a watched deployment listens to. */
export const CANARY_ALARM = 'beak-api-canary-errors';

/** What a deployment says that an operator has stopped. */
export const stoppedByHand = { code: 'MANUAL_STOP', message: 'The deployment was stopped by an operator.' };
/** The words of a real Lambda deployment that an alarm stopped, as GetDeployment's `errorInformation` gave them. */
export const stoppedByAlarm = {
  code: 'ALARM_ACTIVE',
  message: `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <${CANARY_ALARM}>`,
};
/** The words of a real one whose alias had been edited: aws/serverless-application-model issue 291. */
export const aliasEdited = {
  code: 'INVALID_LAMBDA_CONFIGURATION',
  message:
    'The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration is missing or has an invalid configuration. The Lambda function alias version does not match the current version in AppSpec file.',
};
