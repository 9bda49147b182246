import type { Node } from 'constructs';
import { DEFAULT_THRESHOLDS } from './deployment-alarms.ts';
import type { DeploymentThresholds } from './deployment-alarms.ts';

const STAGES = ['dev', 'prod'] as const;

/** `dev` shifts all at once, `prod` by a canary. */
export type Stage = (typeof STAGES)[number];

/** What `-c name=value` says of an app. */
export interface Parameters {
  stage: Stage;
  thresholds: DeploymentThresholds;
  /** Folder with the bundle of the bridge. */
  bridge: string;
}

/** A text; absent where it is not given. */
const text = (node: Node, name: string): string | undefined => {
  const value: unknown = node.tryGetContext(name);
  return value === undefined ? undefined : String(value);
};

function stageOf(node: Node): Stage {
  const given = text(node, 'stage') ?? 'dev';
  const stage = STAGES.find((each) => each === given);
  if (!stage) throw new Error(`stage is ${JSON.stringify(given)}; it must be one of: ${STAGES.join(', ')}.`);
  return stage;
}

/** The thresholds that are given; what is no number is refused where they are judged. */
const thresholdsOf = (node: Node): DeploymentThresholds =>
  Object.fromEntries(
    Object.keys(DEFAULT_THRESHOLDS).flatMap((name) => {
      const value = text(node, name);
      return value === undefined ? [] : [[name, value.trim() === '' ? NaN : Number(value)]];
    }),
  );

/** Reads the parameters of the app. @throws {Error} with a sentence on the first that is wrong */
export const parameters = (node: Node): Parameters => ({
  stage: stageOf(node),
  thresholds: thresholdsOf(node),
  bridge: text(node, 'bridge') ?? '../dist/bridge',
});
