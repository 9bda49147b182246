import { Duration } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type { Construct } from 'constructs';
import {
  LARGEST_PERCENT,
  LONGEST_MINUTES,
  curveOfPlan,
  strategies,
  strategyNamed,
  totalOf,
} from '../../src/domain/release/strategies.ts';

const PREFIX = 'CodeDeployDefault.';

/** A way to shift traffic that CodeDeploy does not have ready. */
export interface CustomStrategy {
  /** `canary`: the share at once and the rest after the minutes. `linear`: the share again and again. */
  kind: 'canary' | 'linear';
  /** Share of the traffic in one shift, from 1 to 99. */
  percent: number;
  /** Minutes between two shifts. */
  minutes: number;
}

/** How a deployment shifts traffic: by the name that CodeDeploy has for it, or in a way of your own. */
export type Strategy = string | CustomStrategy;

/** Every strategy that CodeDeploy has ready for Lambda, by its full name. */
export const STRATEGIES: readonly string[] = strategies.map(({ name }) => `${PREFIX}${name}`);

const CUSTOM = /^Lambda(?:(Canary)(\d+)Percent|(Linear)(\d+)PercentEvery)(\d+)Minutes?$/;

/**
 * Reads a strategy: one of CodeDeploy's, with or without `CodeDeployDefault.`, or another one that is named in the
 * same way, such as `LambdaCanary5Percent20Minutes`.
 * @throws {Error} with a sentence that lists what there is
 */
export function strategyFrom(text: string): Strategy {
  const known = strategyNamed(text);
  if (known) return `${PREFIX}${known.name}`;
  const [, canary, first, , step, minutes] = CUSTOM.exec(text) ?? [];
  if (minutes === undefined)
    throw new Error(
      `strategy is ${JSON.stringify(text)}; it must be one of: ${STRATEGIES.join(', ')}; or one of your own, such as LambdaCanary5Percent20Minutes or LambdaLinear20PercentEvery5Minutes.`,
    );
  return { kind: canary ? 'canary' : 'linear', percent: Number(first ?? step), minutes: Number(minutes) };
}

/** @throws {Error} naming what CodeDeploy would refuse */
function check({ kind, percent, minutes }: CustomStrategy): void {
  if (!Number.isInteger(percent) || percent < 1 || percent > LARGEST_PERCENT)
    throw new Error(
      `The strategy shifts ${percent} % at once; it must be a whole number from 1 to ${LARGEST_PERCENT}.`,
    );
  if (!Number.isInteger(minutes) || minutes < 1)
    throw new Error(`The strategy waits ${minutes} min; it must be a whole number from 1.`);
  const step = kind === 'canary' ? 100 - percent : percent;
  const total = totalOf(curveOfPlan({ first: percent, step, minutes })) / 60;
  if (total > LONGEST_MINUTES)
    throw new Error(`The strategy takes ${total} min; CodeDeploy allows ${LONGEST_MINUTES} at most.`);
}

/** The deployment configuration of a strategy; one of your own is made. @throws {Error} where there is none such */
export function deploymentConfig(
  scope: Construct,
  id: string,
  strategy: Strategy,
): codedeploy.ILambdaDeploymentConfig {
  if (typeof strategy === 'string') {
    if (!STRATEGIES.includes(strategy))
      throw new Error(`There is no strategy ${JSON.stringify(strategy)}: ${STRATEGIES.join(', ')}.`);
    return codedeploy.LambdaDeploymentConfig.fromLambdaDeploymentConfigName(scope, id, strategy);
  }
  check(strategy);
  const { kind, percent: percentage, minutes } = strategy;
  const routing = { percentage, interval: Duration.minutes(minutes) };
  return new codedeploy.LambdaDeploymentConfig(scope, id, {
    trafficRouting:
      kind === 'canary'
        ? codedeploy.TrafficRouting.timeBasedCanary(routing)
        : codedeploy.TrafficRouting.timeBasedLinear(routing),
  });
}
