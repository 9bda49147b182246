import type { TrafficRoutingConfig } from '@aws-sdk/client-codedeploy';

/** The share of the calls that a plan gives the new version, by the seconds since its shift began. */
export interface Step {
  at_s: number;
  weight: number;
}

/** What a plan of CodeDeploy comes to; `undefined` where it is not known. */
export function stepsOf(plan: TrafficRoutingConfig | undefined): Step[] | undefined {
  const { type, timeBasedCanary, timeBasedLinear } = plan ?? {};
  if (type === 'AllAtOnce') return [{ at_s: 0, weight: 1 }];
  if (type === 'TimeBasedCanary') {
    const { canaryPercentage, canaryInterval } = timeBasedCanary ?? {};
    if (canaryPercentage === undefined || canaryInterval === undefined) return undefined;
    return [
      { at_s: 0, weight: canaryPercentage / 100 },
      { at_s: canaryInterval * 60, weight: 1 },
    ];
  }
  if (type === 'TimeBasedLinear') {
    const { linearPercentage, linearInterval } = timeBasedLinear ?? {};
    if (!linearPercentage || linearInterval === undefined) return undefined;
    return Array.from({ length: Math.ceil(100 / linearPercentage) }, (_, step) => ({
      at_s: step * linearInterval * 60,
      weight: Math.min(100, (step + 1) * linearPercentage) / 100,
    }));
  }
  return undefined;
}
