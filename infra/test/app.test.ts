import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { App } from 'aws-cdk-lib';
import { missionControl } from '../lib/app.ts';
import { folderWith } from './stage.ts';

const { context: flags } = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')) as {
  context: Record<string, unknown>;
};

/** The templates of an app with these parameters, by the name of their stack. */
function synthesized(parameters: Record<string, string>): Record<string, unknown> {
  const bridge = folderWith({ 'handler.mjs': 'export const handler = async () => "hello";\n' });
  const app = new App({ context: { ...flags, bridge, ...parameters } });
  missionControl(app);
  return Object.fromEntries(
    app.synth().stacks.map(({ stackName, template }) => [stackName, template as unknown]),
  );
}

describe('The app', () => {
  it('synthesizes the same from the same code', () => {
    assert.deepEqual(synthesized({ stage: 'prod' }), synthesized({ stage: 'prod' }));
  });

  it('has a stage dev and a stage prod, apart from each other', () => {
    assert.deepEqual(Object.keys(synthesized({ stage: 'dev' })), ['mission-control-bridge-dev']);
    assert.deepEqual(Object.keys(synthesized({ stage: 'prod' })), ['mission-control-bridge-prod']);
    assert.throws(() => synthesized({ stage: 'test' }), {
      message: 'stage is "test"; it must be one of: dev, prod.',
    });
  });

  it('names a missing build in one sentence', () => {
    assert.throws(() => synthesized({ bridge: '/nowhere/bridge' }), {
      message: 'There is no build at /nowhere/bridge. Run: npm run bundle-bridge',
    });
  });

  it('refuses a threshold that is no number', () => {
    assert.throws(() => synthesized({ p99DurationMs: '5s' }), /p99DurationMs is NaN/);
    assert.throws(() => synthesized({ errorRatePercent: '' }), /errorRatePercent is NaN/);
  });
});
