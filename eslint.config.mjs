import { existsSync } from 'node:fs';
import { join } from 'node:path';
import lit from 'eslint-plugin-lit';
import a11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const banned = (selector, message) => ({ selector, message });
const TEMPLATE = 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement';

/** Markup that a strict Content-Security-Policy refuses, and ways around the escaping of templates. */
const markup = [
  banned(
    `${TEMPLATE}[value.raw=/(^|\\s)style\\s*=/]`,
    'Use a class, `style.setProperty` or an SVG attribute: a strict CSP refuses `style=`.',
  ),
  banned(
    `${TEMPLATE}[value.raw=/<style/i]`,
    'Use a constructable sheet (`static styles`): a strict CSP refuses `<style>`.',
  ),
  banned(
    'ImportSpecifier[imported.name=/^(unsafeHTML|unsafeSVG|unsafeStatic|styleMap)$/]',
    'Not in this house: it goes round the escaping of templates, or writes what a strict CSP refuses.',
  ),
  banned(
    'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]',
    'Trusted Types refuse it. Render a template.',
  ),
];

/** Tests that do not run, or keep others from running. */
const focus = [
  banned(
    'MemberExpression[object.name=/^(describe|it|test|suite)$/][property.name=/^(only|skip|todo)$/]',
    'A test runs, and so do the others.',
  ),
  banned(
    'CallExpression[callee.name=/^(xit|xdescribe|fit|fdescribe)$/]',
    'A test runs, and so do the others.',
  ),
  banned(
    'CallExpression[callee.name=/^(describe|it|test|suite)$/] > ObjectExpression > Property[key.name=/^(only|skip|todo)$/]',
    'A test runs, and so do the others.',
  ),
];

/**
 * Imports run one way: extension, embed, shell, card, data, store, api, and components above card. domain and commands are leaves that take
 * only types from elsewhere; the domain also takes the kinds, a leaf themselves, for what its events are made of.
 * Nobody imports a component.
 */
const LAYERS = ['api', 'store', 'data', 'card', 'shell', 'embed', 'extension'];
const direction = (files, folders, message, { types = false, but = '' } = {}) => ({
  files: files.map((folder) => `${folder}/**/*.ts`),
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `${but && `^(?!.*/${but}$).*`}(^|/)(${folders.join('|')})(/|$)`,
            message,
            allowTypeImports: types,
          },
          ...(types ? [{ regex: '^[^.]', message: 'A leaf needs no package.', allowTypeImports: true }] : []),
        ],
      },
    ],
  },
});

/** The selectors of src/data that need no page: the release tool judges by the same as the cards. */
const PURE = [
  'canary-reads',
  'markdown-file',
  'next-step',
  'release-state',
  'rollback-reads',
  'site-fields',
  'site-state',
];

const directions = [
  ...LAYERS.map((layer, index) =>
    direction(
      [`src/${layer}`],
      [...LAYERS.slice(index + 1), 'components', 'server', 'test'],
      `Imports run extension → embed → shell → card → data → store → api, components → card; src/${layer} is below that.`,
    ),
  ),
  direction(
    ['components'],
    ['shell', 'embed', 'extension', 'components', 'server', 'test'],
    'A card is built on src/card and what is below it.',
  ),
  direction(
    ['src/domain'],
    [...LAYERS, 'commands', 'components', 'server'],
    'The domain is a leaf: only types from elsewhere, and the kinds.',
    { types: true, but: 'api/kinds\\.ts' },
  ),
  direction(
    ['src/commands'],
    [...LAYERS, 'domain', 'components', 'server'],
    'Commands are a leaf: only types from elsewhere.',
    { types: true },
  ),
  direction(
    ['server'],
    ['store', 'data', 'card', 'shell', 'embed', 'extension', 'components', 'test'],
    'The server takes from src/api, src/domain and src/commands.',
  ),
  direction(
    ['cli'],
    ['store', 'data', 'card', 'shell', 'embed', 'extension', 'components', 'test'],
    'The command line takes from src/api, src/contract, src/domain and src/commands, and of src/data what is pure.',
    { but: `data/(${PURE.join('|')})\\.ts` },
  ),
  direction(
    ['bridge'],
    ['store', 'data', 'card', 'shell', 'embed', 'extension', 'components'],
    'The bridge takes from src/api, src/contract, src/domain and src/commands, and from server.',
  ),
  {
    // Another card's folder is a sibling: two of one thing belong in domain/ or data/.
    files: ['components/*/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^\\.\\./(?!\\.\\./)',
              message: 'No card imports another: what two share is a module of src/.',
            },
          ],
        },
      ],
    },
  },
];

/** What a package that is not installed would type cannot be judged; `npm test` installs it and looks. */
const unseen = ['bridge/', 'infra/'].filter(
  (folder) => !existsSync(join(import.meta.dirname, folder, 'node_modules')),
);

export default defineConfig(
  globalIgnores(['**/dist/', 'lib/', '**/cdk.out/', '**/node_modules/', 'test/**/fixtures/', ...unseen]),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict, lit.configs['flat/recommended'], wc.configs['flat/recommended']],
    plugins: { 'lit-a11y': a11y },
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...a11y.configs.recommended.rules,
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowArray: true, allowAny: false },
      ],
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'eqeqeq': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      'lit/attribute-names': 'off',
      'lit/no-legacy-template-syntax': 'error',
      'lit/no-template-arrow': 'off',
      'lit/no-useless-template-literals': 'error',
      'lit/no-value-attribute': 'error',
      'no-restricted-syntax': ['error', ...markup, ...focus],
    },
  },
  {
    files: ['test/**/*.ts', '{bridge,infra}/test/**/*.ts'],
    rules: {
      // Chai's `expect(x).to.be.true` is an expression.
      '@typescript-eslint/no-unused-expressions': 'off',
      // node:test answers promises that the runner waits for.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              name: ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach', 'afterEach'],
              package: 'node:test',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/{components,card,data,store,shell}/**/*.ts'],
    rules: {
      // The types of @open-wc/testing call every `equal()` a promise; of the real one, axe's, we know the name.
      '@typescript-eslint/no-floating-promises': 'off',
      'no-restricted-syntax': [
        'error',
        ...markup,
        ...focus,
        banned(
          'ExpressionStatement > CallExpression[callee.property.name="accessible"]',
          'Await it, or it checks nothing.',
        ),
      ],
    },
  },
  ...directions,
);
