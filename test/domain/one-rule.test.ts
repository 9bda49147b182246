import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import { at, files } from '../../scripts/tree.mjs';

/** A shared fact, with the private rule that a card must not have for it. */
interface Topic {
  /** The selector that answers it. */
  selector: string;
  /** What no card may import: the pieces that the selector is made of. */
  imports?: RegExp;
  /** Words that no card may compare with. */
  words?: RegExp;
  /** Members that no card may read. */
  reads?: RegExp;
  /** Object literals with all of these members are the fact itself. */
  makes?: readonly string[];
  /** Cards that are about the pieces themselves, with the reason. */
  but?: Readonly<Record<string, string>>;
}

const TOPICS: Readonly<Record<string, Topic>> = {
  'open requests and freezes': {
    selector: 'governanceOf',
    imports:
      /^(isGovernance|openRequests|requestsOf|mergedEvents|readGovernanceLog|freezesOf|startedFreezes|declaredFreezes|declaredAmiss|freezesChangeAt)$/,
  },
  'the alias that commands are about': {
    selector: 'releaseOf, aliasRef',
    makes: ['function', 'alias', 'region'],
    reads: /^config\.(alias|function|region)$/,
    but: { 'components/recent-deploys/': 'shows what the configuration says itself' },
  },
  'the routing of the alias': {
    selector: 'releaseOf',
    imports: /^(routingOf|onTrial)$/,
    reads: /\brelease\??\.routing$/,
  },
  'whether a deployment runs, and how one ended': {
    selector: 'releaseOf',
    imports: /^endOf$/,
    words: /^(Created|Queued|InProgress|Baking|Ready|Succeeded|Failed|Stopped)$/,
    but: { 'components/cache-health/': 'asks CloudFront, which has a status of the same name' },
  },
  'the rollback target and what nothing needs': {
    selector: 'rollbackTargetOf, unneededOf',
    imports: /^(rollbackTarget|unneeded|previousVersion)$/,
    but: { 'components/version-history/': 'tells the deploy log alone, as it stands' },
  },
  'the judgement on a canary': { selector: 'trialOf', imports: /^judgeRelease$/ },
  'promotions, logged and seen': {
    selector: 'deploysOf',
    imports: /^mergeDeploys$/,
  },
  'the state of the alarms': {
    selector: 'alarmsOf',
    words: /^(ALARM|INSUFFICIENT_DATA)$/,
    but: {
      'components/cloudwatch-alarms/': 'shows each alarm by itself',
      'components/rollback-plan/automatic.ts': 'shows each alarm of a deployment by itself',
    },
  },
};

/** A word that something is compared with: beside `===`, in a `case`, in a list, or in a regular expression. */
const compares = (node: ts.Node): node is ts.StringLiteral | ts.RegularExpressionLiteral =>
  ts.isRegularExpressionLiteral(node) ||
  (ts.isStringLiteral(node) &&
    (ts.isBinaryExpression(node.parent) ||
      ts.isCaseClause(node.parent) ||
      (ts.isArrayLiteralExpression(node.parent) && node.parent.elements.every(ts.isStringLiteral))));

/** The private rules in a source, by their topics. */
function privateRules(path: string, source: string): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const topics = Object.entries(TOPICS).filter(
    ([, { but = {} }]) => !Object.keys(but).some((place) => path.startsWith(place)),
  );
  const report = (topic: string, what: string) =>
    found.push(`${path}: ${what} (${topic}: ${TOPICS[topic]?.selector})`);
  /** Regular expressions compare with words, too. */
  const words = (text: string) => text.split(/[^A-Za-z_]+/).filter(Boolean);
  const visit = (node: ts.Node): void => {
    for (const [topic, { imports, words: forbidden, reads, makes }] of topics) {
      if (imports && ts.isImportSpecifier(node) && imports.test((node.propertyName ?? node.name).text))
        report(topic, `imports ${(node.propertyName ?? node.name).text}`);
      if (forbidden && compares(node))
        for (const word of words(node.text)) if (forbidden.test(word)) report(topic, `compares with ${word}`);
      if (
        reads &&
        ts.isPropertyAccessExpression(node) &&
        reads.test(
          node
            .getText()
            .replaceAll('?.', '.')
            .replace(/^.*(?=\b(config|release)\.)/, ''),
        )
      )
        report(topic, `reads ${node.getText()}`);
      if (makes && ts.isObjectLiteralExpression(node)) {
        const names = new Set(
          node.properties.flatMap(({ name }) => (name && ts.isIdentifier(name) ? name.text : [])),
        );
        if (makes.every((name) => names.has(name)) && !/^\s*\{[^}]*: text/.test(node.getText()))
          report(topic, `makes {${makes.join(', ')}}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test('no card and no part of the shell has a private rule for a shared fact', () => {
  const found = ['components', 'src/shell', 'src/card']
    .flatMap((folder) => files(folder, '.ts'))
    .flatMap((path) => privateRules(path, readFileSync(at(path), 'utf8')));
  assert.deepEqual(found, []);
});

/** Each is a rule that a card once had, or might have: the test must see it. */
const PLANTED: readonly [topic: string, source: string][] = [
  [
    'open requests and freezes',
    `import { openRequests as o } from '../../src/domain/governance/governance.ts';`,
  ],
  [
    'open requests and freezes',
    `import { mergedEvents } from '../../src/domain/governance/governance-log.ts';`,
  ],
  ['the alias that commands are about', `const ref = { function: name, alias: 'prod', region };`],
  ['the alias that commands are about', `const alias = site.config.alias ?? 'prod';`],
  ['the routing of the alias', `const canary = Object.keys(data.facts.release?.routing ?? {})[0];`],
  [
    'whether a deployment runs, and how one ended',
    `const runs = !/^(Succeeded|Failed|Stopped)$/.test(status);`,
  ],
  ['whether a deployment runs, and how one ended', `const runs = status === 'InProgress';`],
  [
    'the rollback target and what nothing needs',
    `import { previousVersion } from '../../src/domain/release/deploy-log.ts';`,
  ],
  ['the judgement on a canary', `import { judgeRelease } from '../../src/domain/canary/judgement.ts';`],
  ['promotions, logged and seen', `import { mergeDeploys } from '../../src/domain/release/deploys.ts';`],
  ['the state of the alarms', `const on = alarms.filter(({ state }) => state === 'ALARM');`],
];
for (const [topic, source] of PLANTED)
  test(`a private rule is seen: ${source}`, () => {
    const [found = ''] = privateRules('components/planted/planted.ts', source);
    assert.ok(found.includes(`(${topic}: `), found);
  });
