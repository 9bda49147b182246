import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { PERIOD } from './lambda-metrics.ts';

/** Properties of {@link DeploymentEvents}. */
export interface DeploymentEventsProps {
  /** The CodeDeploy application, as text. */
  applicationName: string;
}

/** The states of a deployment that are marked, by the word that CodeDeploy has for them in its events. */
const MARKS = [
  { state: 'START', label: 'Deployment started', color: cloudwatch.Color.BLUE },
  { state: 'SUCCESS', label: 'Deployment succeeded', color: cloudwatch.Color.GREEN },
  { state: 'FAILURE', label: 'Deployment failed', color: cloudwatch.Color.RED },
  { state: 'STOP', label: 'Deployment stopped', color: cloudwatch.Color.ORANGE },
];

/**
 * Counts deployments as they happen, so that a graph can mark them: an annotation of a dashboard has a fixed time,
 * which no template knows beforehand. EventBridge writes CodeDeploy's events into a log group, and metric filters
 * count them there.
 */
export class DeploymentEvents extends Construct {
  /** One metric for each way in which a deployment begins or ends. */
  readonly metrics: cloudwatch.Metric[];

  constructor(scope: Construct, id: string, { applicationName }: DeploymentEventsProps) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Log', {
      // EventBridge writes to groups with this beginning only.
      logGroupName: `/aws/events/${applicationName}-deployments`,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new logs.ResourcePolicy(this, 'Policy', {
      resourcePolicyName: `${applicationName}-deployment-events`,
      policyStatements: [
        new iam.PolicyStatement({
          principals: [
            new iam.ServicePrincipal('events.amazonaws.com'),
            new iam.ServicePrincipal('delivery.logs.amazonaws.com'),
          ],
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    new events.Rule(this, 'Rule', {
      description: `Deployments of ${applicationName}`,
      eventPattern: {
        source: ['aws.codedeploy'],
        detailType: ['CodeDeploy Deployment State-change Notification'],
        detail: { application: [applicationName] },
      },
      targets: [
        {
          // The ready-made target brings a function along to do what the policy above does.
          bind: () => ({
            arn: Stack.of(this).formatArn({
              service: 'logs',
              resource: `log-group:${logGroup.logGroupName}`,
            }),
          }),
        },
      ],
    });
    this.metrics = MARKS.map(({ state, label, color }) =>
      new logs.MetricFilter(this, state, {
        logGroup,
        filterPattern: logs.FilterPattern.stringValue('$.detail.state', '=', state),
        metricNamespace: 'MissionControl',
        metricName: `${applicationName} ${label}`,
        metricValue: '1',
      }).metric({ label, color, statistic: 'Sum', period: PERIOD }),
    );
  }
}
