import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as changes from '../../src/commands/alias-changes.ts';
import { changesProduction } from '../../src/commands/changes.ts';
import { getAlias, invalidate, listVersions, sesAccount, smsSandbox } from '../../src/commands/aws.ts';
import { curls } from '../../src/commands/curl.ts';
import { limits, timeout } from '../../src/commands/diagnostics.ts';
import { routes } from '../../src/api/routes.ts';

const ref = { function: 'beak-api', alias: 'prod', region: 'us-east-1' };
const span = { from: 1_790_000_000_000, to: 1_790_000_600_000 };

test('what only reads changes nothing', () => {
  const reads = [
    getAlias(ref),
    listVersions(ref),
    sesAccount('us-east-1'),
    smsSandbox('us-east-1'),
    changes.verify(ref),
    changes.listDeployments('us-east-1'),
    changes.showDeployment('d-ABCDEF123', 'us-east-1'),
    changes.checkMetrics(ref, '42', span),
    changes.waitUpdated(ref),
    changes.waitPublished(ref, '42'),
    limits('us-east-1'),
    timeout(ref),
  ];
  for (const command of reads) assert.equal(changesProduction(command?.line ?? 'none'), false, command?.line);
  for (const { line } of curls('https://api.example.com', routes, { token: true }))
    assert.equal(changesProduction(line), false, line);
  assert.equal(changesProduction('aws logs tail /aws/lambda/beak-api --since 10m'), false);
});

test('what changes production, calls the function, or is not known counts as changing', () => {
  const writes = [
    changes.shift(ref, '42', 0.1, 'r1'),
    changes.promote(ref, '42', 'r1'),
    changes.rollBack(ref, '41', 'r1'),
    changes.createAlias(ref, '1'),
    changes.updateCode(ref, 'beak.zip'),
    changes.publish(ref),
    changes.smokeTest(ref, '42'),
    changes.stopDeployment('d-ABCDEF123', 'us-east-1'),
    invalidate('E123'),
  ];
  for (const command of writes) assert.equal(changesProduction(command?.line ?? ''), true, command?.line);
  for (const line of [
    'curl -sSi https://api.example.com/beak/release -d "{}"',
    "curl -sSi 'https://api.example.com/beak/release?x'",
    'rm -rf /',
    'aws lambda',
    '',
  ])
    assert.equal(changesProduction(line), true, line);
});
