import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Template } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { HELLO, folderWith, only, resources, versioned } from './stage.ts';

/** The function itself, beside its helper. */
const functionOf = (template: Template) =>
  resources(template, 'AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties['FunctionName'] === 'beak-api',
  )?.[1].Properties;

describe('VersionedLambda', () => {
  it('publishes a version that stays when the next one comes', () => {
    const version = only(versioned().template(), 'AWS::Lambda::Version');
    assert.equal(version.DeletionPolicy, 'Retain');
  });

  it('gives callers an alias that points to the published version, never to $LATEST', () => {
    const template = versioned({ aliasName: 'prod' }).template();
    const [[id] = ['']] = resources(template, 'AWS::Lambda::Version');
    template.hasResourceProperties('AWS::Lambda::Alias', {
      Name: 'prod',
      FunctionVersion: { 'Fn::GetAtt': [id, 'Version'] },
    });
  });

  it('states the architecture, arm64 unless told otherwise', () => {
    assert.deepEqual(functionOf(versioned().template())?.['Architectures'], ['arm64']);
    const x86 = versioned({ architecture: lambda.Architecture.X86_64 }).template();
    assert.deepEqual(functionOf(x86)?.['Architectures'], ['x86_64']);
  });

  it('traces calls', () => {
    assert.deepEqual(functionOf(versioned().template())?.['TracingConfig'], { Mode: 'Active' });
  });

  it('describes no version, so that no date replaces one whose code is the same', () => {
    assert.equal(only(versioned().template(), 'AWS::Lambda::Version').Properties['Description'], undefined);
  });

  it('publishes another version when the code changes, and the same when it does not', () => {
    const idOf = (code: string) =>
      resources(
        versioned({ codePath: folderWith({ 'index.mjs': code }) }).template(),
        'AWS::Lambda::Version',
      )[0]?.[0];
    assert.equal(idOf('export const a = 1;'), idOf('export const a = 1;'));
    assert.notEqual(idOf('export const a = 1;'), idOf('export const a = 2;'));
  });

  it('gives the same asset to two clones, wherever they lie and whenever they were made', () => {
    const old = folderWith(HELLO);
    utimesSync(join(old, 'index.mjs'), 1_000_000_000, 1_000_000_000);
    const codeOf = (codePath: string) => functionOf(versioned({ codePath }).template())?.['Code'];
    assert.deepEqual(codeOf(old), codeOf(folderWith(HELLO)));
  });

  it('names a missing build and an empty one in a sentence, and makes no asset of them', () => {
    assert.throws(() => versioned({ codePath: '/nowhere/dist' }), {
      message: 'There is no build at /nowhere/dist. Run: npm run build',
    });
    const empty = folderWith({});
    assert.throws(() => versioned({ codePath: empty, buildCommand: 'make' }), {
      message: `The build at ${empty} is empty. Run: make`,
    });
  });

  it('may write to its own log group alone, and keeps lines for a stated time', () => {
    const template = versioned().template();
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/lambda/beak-api',
      RetentionInDays: 90,
    });
    const roles = resources(template, 'AWS::IAM::Role').map(([, { Properties }]) => Properties);
    assert.ok(roles.every(({ ManagedPolicyArns }) => ManagedPolicyArns === undefined));
  });

  it('prunes versions daily, and may delete versions but not the function', () => {
    const template = versioned({ keepVersions: 5 }).template();
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'beak-api-prune',
      Environment: { Variables: { FUNCTION_NAME: 'beak-api', KEEP_VERSIONS: '5' } },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Action: 'lambda:DeleteFunction',
            Effect: 'Allow',
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Match.anyValue(), 'Arn'] }, ':*']] },
          },
        ]),
      },
    });
  });

  it('refuses to keep fewer versions than a rollback needs', () => {
    assert.throws(
      () => versioned({ keepVersions: 1 }),
      /keepVersions is 1; it must be a whole number from 2/,
    );
  });
});
