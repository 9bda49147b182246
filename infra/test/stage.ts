import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { VersionedLambda } from '../lib/versioned-lambda.ts';
import type { VersionedLambdaProps } from '../lib/versioned-lambda.ts';

/** A CloudFormation resource, as far as tests look at it. */
export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DependsOn?: string[];
  UpdatePolicy?: Record<string, unknown>;
  DeletionPolicy?: string;
}

/** What a template makes, by logical id. */
export const resources = (template: Template, type?: string): [string, Resource][] =>
  Object.entries((template.toJSON() as { Resources: Record<string, Resource> }).Resources).filter(
    ([, { Type }]) => type === undefined || Type === type,
  );

/** The only resource of a type. */
export function only(template: Template, type: string): Resource {
  const found = resources(template, type);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} resources are of type ${type}.`);
  return found[0][1];
}

/** Folders that a test made; they go at its end. */
const made: string[] = [];
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files in it. */
export function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'mc-infra-'));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** The code of a function that says hello. */
export const HELLO = { 'index.mjs': 'export const handler = async () => "hello";\n' };

/** A stack with a function that publishes versions. */
export function versioned(props: Partial<VersionedLambdaProps> = {}) {
  const stack = new Stack(new App(), 'Test');
  const service = new VersionedLambda(stack, 'Service', {
    functionName: 'beak-api',
    codePath: folderWith(HELLO),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    ...props,
  });
  return { stack, service, template: () => Template.fromStack(stack) };
}

/** What one resource needs before it is made, directly or by others: what it refers to and depends on. */
export function needs(template: Template, id: string): Set<string> {
  const all = new Map(resources(template));
  const found = new Set<string>();
  const visit = (name: string): void => {
    const resource = all.get(name);
    if (!resource) return;
    for (const match of JSON.stringify({ ...resource, Type: '' }).matchAll(/"([A-Za-z0-9]+)"/g)) {
      const other = match[1];
      if (other === undefined || !all.has(other) || found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(id);
  return found;
}
