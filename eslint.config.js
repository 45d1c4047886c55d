// Owns the lint rules: STYLE made executable, and what determinism forbids. Which room may import
// which is checked by dependency-cruiser, formatting belongs to prettier.
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import house from './.ci/houseRules.js';

const engineDependentMath = [
  ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'pow', 'cbrt', 'hypot'],
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2'],
  ...['sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
];

const noVirtualTime = 'Time is virtual: schedule it on the kernel’s agenda.';
const noPromise = 'The kernel runs steps synchronously: decide and evolve return values.';
const noIntl = 'Order and words differ between engines: compare code units, word it in ui.';

const syntaxBans = [
  {
    selector: 'ExportAllDeclaration',
    message: 'Name what the room exports: `export { a, b } from …`.',
  },
];

const deterministicSyntaxBans = [
  { selector: ':function[async=true]', message: noPromise },
  { selector: 'AwaitExpression, ForOfStatement[await=true]', message: noPromise },
  {
    selector: 'BinaryExpression[operator="**"], AssignmentExpression[operator="**="]',
    message: 'Powers differ in the last bits between engines: take pow from src/kernel/math.',
  },
  {
    selector: 'MemberExpression[property.name=/^(localeCompare|toLocale\\w+)$/]',
    message: noIntl,
  },
];

const deterministicGlobalBans = [
  { name: 'Date', message: 'Take the virtual clock from the kernel.' },
  { name: 'performance', message: 'Take the virtual clock from the kernel.' },
  { name: 'crypto', message: 'Draw from src/kernel/random; ids come from their producer’s count.' },
  { name: 'Intl', message: noIntl },
  { name: 'Promise', message: noPromise },
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'].map(
    (name) => ({ name, message: noVirtualTime }),
  ),
];

const deterministicPropertyBans = [
  {
    object: 'Math',
    property: 'random',
    message: 'Draw from src/kernel/random: a draw is a hash of seed, stream and ordinal.',
  },
  ...engineDependentMath.map((property) => ({
    object: 'Math',
    property,
    message: `Engines differ in the last bits: take ${property} from src/kernel/math.`,
  })),
];

const noSkippedTests = ['describe', 'it', 'test'].flatMap((object) =>
  ['only', 'skip', 'todo', 'fixme', 'fails'].map((property) => ({
    object,
    property,
    message: 'Every test runs: mend it or delete it.',
  })),
);

export default defineConfig(
  globalIgnores(['dist', 'screens', 'test-results', 'playwright-report', '.ci/results']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // A handler may return a promise or nothing: `Promise<void> | void` says so.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // The few rules that ask for types: each has caught what reading does not.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx,js,cjs}'],
    plugins: { house },
    rules: {
      'house/opens-with-sentence': 'error',
      'house/long-says-why': 'error',
      'house/as-gives-reason': 'error',
      'house/no-suppression': 'error',
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-len': [
        'error',
        {
          code: 100,
          ignoreUrls: true,
          ignoreStrings: true,
          ignoreTemplateLiterals: true,
          ignoreRegExpLiterals: true,
        },
      ],
      'no-restricted-syntax': ['error', ...syntaxBans],
      'no-restricted-properties': ['error', ...noSkippedTests],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // A describe block or a component is as long as what it lists.
    files: ['**/*.{spec,journey}.{ts,tsx}', '**/*.tsx', 'e2e/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['src/{kernel,world,timeline}/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-syntax': ['error', ...syntaxBans, ...deterministicSyntaxBans],
      'no-restricted-globals': ['error', ...deterministicGlobalBans],
      'no-restricted-properties': ['error', ...noSkippedTests, ...deterministicPropertyBans],
    },
  },
  {
    files: ['src/**/*.tsx', 'src/ui/**/*.ts'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    // Markdown's vocabulary is not ours: what a lesson may not contain is refused by `default`.
    files: ['src/app/build/**/*.ts'],
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // What is run from a shell talks to it.
    files: ['.ci/**', 'e2e/*.ts', 'src/app/{node,bench}/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { module: 'writable', require: 'readonly' } },
  },
);
