import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { folderWith } from './stage.ts';
import { synth } from './synth.ts';

it('cdk synth makes the templates of prod, without credentials and without a connection', async () => {
  const bridge = folderWith({ 'handler.mjs': 'export const handler = async () => "hello";\n' });
  const { code, said, output } = await synth({ stage: 'prod', bridge });
  assert.equal(code, 0, said);
  const template = readFileSync(join(output, 'mission-control-bridge-prod.template.json'), 'utf8');
  const { Resources } = JSON.parse(template) as { Resources: Record<string, { Type: string }> };
  assert.ok(Object.values(Resources).some(({ Type }) => Type === 'AWS::Lambda::Alias'));
});
