import type { RevisionLocation } from '@aws-sdk/client-codedeploy';
import { isObject } from '../../src/api/kinds.ts';
import type { Target } from '../collector.ts';

/**
 * Whether a revision deploys the alias, by its AppSpec as CloudFormation, SAM and the CDK write it, in JSON. One in YAML,
 * or in a bucket, does not tell: `undefined`.
 */
export function isTarget(revision: RevisionLocation | undefined, target: Target): boolean | undefined {
  const content = revision?.string?.content ?? revision?.appSpecContent?.content;
  if (content === undefined) return undefined;
  let spec: unknown;
  try {
    spec = JSON.parse(content);
  } catch {
    return undefined;
  }
  if (!isObject(spec) || !Array.isArray(spec['Resources'])) return undefined;
  const properties = spec['Resources']
    .flatMap((each: unknown): unknown[] => (isObject(each) ? Object.values(each) : []))
    .flatMap((each) => (isObject(each) && isObject(each['Properties']) ? [each['Properties']] : []));
  // A function may be named by its ARN.
  const isName = (name: unknown): boolean =>
    typeof name === 'string' && (name === target.function || name.endsWith(`:function:${target.function}`));
  return properties.some(({ Name: name, Alias: alias }) => isName(name) && alias === target.alias);
}
