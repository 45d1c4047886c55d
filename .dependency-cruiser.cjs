// Owns which room may import which: the table of ARCHITECTURE as rules. What happens inside a room
// is the linter's.

/**
 * The table. `values`: rooms whose code it may use; `types`: rooms of which it may know the shapes
 * only. Nothing else is allowed; `src/app` composes all rooms and has no row.
 */
const rooms = {
  kernel: { values: [], types: [] },
  world: { values: ['kernel'], types: [] },
  scenario: { values: ['world'], types: ['kernel'] },
  handlers: { values: ['scenario'], types: ['world'] },
  timeline: { values: ['scenario', 'world', 'kernel'], types: [] },
  explorer: { values: ['timeline'], types: ['scenario', 'world'] },
  engine: {
    values: ['timeline', 'explorer', 'handlers'],
    types: ['scenario', 'world', 'kernel', 'storage'],
  },
  projection: { values: [], types: ['timeline', 'world', 'scenario', 'engine'] },
  course: { values: ['scenario', 'projection'], types: ['world', 'timeline'] },
  storage: { values: [], types: ['scenario', 'world', 'timeline', 'kernel', 'engine', 'course'] },
  interop: { values: ['scenario'], types: ['storage'] },
  ui: { values: ['projection', 'course'], types: [] },
};

/** Doors besides each room's `index.ts`. */
const doors = {
  'src/handlers/compile/index.ts': 'the compiler that build, Node and editor share',
  'src/handlers/confine.ts': 'takes the globals away, in the engine’s worker and never in Node',
  'src/handlers/node.ts': 'handlers without a confined worker, for the headless engine',
  'src/engine/client/index.ts': 'the page’s side of the engine',
  'src/engine/worker.ts': 'built apart as the engine’s script',
  'src/storage/segments.ts': 'what the engine and the storage worker say to each other',
  'src/storage/worker.ts': 'built as the storage worker',
  'src/world/eventStore/index.ts': 'the append decision that storage shares',
};

const room = (name) => `^src/${name}/`;
const anyOf = (names) => `^src/(${names.join('|')})/`;
const exactly = (path) => `^${path.replaceAll('.', '\\.')}$`;
/** Specs, and what several specs share. */
const testCode = ['\\.spec\\.tsx?$', '/testing/'];
/** They compile the lessons and run their solutions without a browser. */
const lessonSpecs = '^lessons/.*\\.spec\\.ts$';
const valuesOnly = { dependencyTypesNot: ['type-only'] };

/** Values that come through one door only. */
const extraValues = {
  ui: [exactly('src/engine/client/index.ts')],
  storage: [exactly('src/world/eventStore/index.ts')],
};

const roomRules = Object.entries(rooms).flatMap(([name, { values, types }]) => [
  {
    name: `${name}-imports`,
    comment: `${name} imports ${[...values, ...types].join(', ') || 'nothing'}.`,
    severity: 'error',
    from: { path: room(name) },
    to: {
      path: '^(src|lessons|e2e)/',
      pathNot: [room(name), ...[...values, ...types].map(room), ...(extraValues[name] ?? [])],
    },
  },
  ...(types.length === 0
    ? []
    : [
        {
          name: `${name}-imports-types-only`,
          comment: `${name} knows the shapes of ${types.join(', ')}: use \`import type\`.`,
          severity: 'error',
          from: { path: room(name) },
          to: { path: anyOf(types), pathNot: extraValues[name] ?? [], ...valuesOnly },
        },
      ]),
]);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'through-the-door',
      comment: 'A room is entered through its index.ts only.',
      severity: 'error',
      from: { path: ['^src/([^/]+)/', '^lessons/', '^e2e/'] },
      to: {
        path: '^src/[^/]+/',
        pathNot: [
          '^src/$1/',
          '^src/[^/]+/index\\.tsx?$',
          ...Object.keys(doors).map(exactly),
          // Open to the proofs of the lessons only: `composition-root-is-last`.
          '^src/app/(build|node)/',
          // Fixtures that specs share; `fixtures-in-specs-only` keeps them there.
          '/testing/',
          // What a screen shows is split so that home loads without the lesson.
          '^src/ui/[^/]+/index\\.tsx?$',
          '^src/ui/stage/[^/]+\\.worker\\.ts$',
          // The build hashes exactly the frame's characters, without the client around them.
          exactly('src/engine/client/frame.ts'),
        ],
      },
    },
    {
      name: 'fixtures-in-specs-only',
      comment: 'What stands in a `testing` folder is for specs.',
      severity: 'error',
      from: { pathNot: testCode },
      to: { path: '/testing/' },
    },
    {
      name: 'through-the-door-in-ui',
      comment: 'Each folder of ui is entered through its index.ts only.',
      severity: 'error',
      from: { path: '^src/ui/([^/]+)/' },
      to: {
        path: '^src/ui/[^/]+/',
        pathNot: [
          '^src/ui/$1/',
          '^src/ui/[^/]+/index\\.tsx?$',
          '/testing/',
          // Shapes without React, for what draws in the stage’s worker.
          exactly('src/ui/tokens/geometry.ts'),
        ],
      },
    },
    {
      name: 'frame-for-the-policy-only',
      comment: 'The frame belongs to the engine’s client; only the build reads it for its hash.',
      severity: 'error',
      from: { pathNot: ['^src/engine/', exactly('src/app/build/policyPlugin.ts')] },
      to: { path: exactly('src/engine/client/frame.ts') },
    },
    {
      name: 'engine-on-the-page',
      comment: 'The page’s side of the engine shares its words (protocol, partners), not its code.',
      severity: 'error',
      from: { path: '^src/engine/client/' },
      to: {
        path: '^src/(kernel|world|scenario|handlers|timeline|explorer|engine)/',
        pathNot: ['^src/engine/client/', '^src/engine/(protocol|partners)'],
        ...valuesOnly,
      },
    },
    {
      name: 'parts-never-meet',
      comment: 'Parts of the world meet through messages and facts, never by import.',
      severity: 'error',
      from: { path: '^src/world/([^/]+)/', pathNot: '^src/world/checkers/' },
      to: { path: '^src/world/[^/]+/', pathNot: ['^src/world/$1/', '^src/world/testing/'] },
    },
    {
      name: 'composition-root-is-last',
      comment: 'src/app composes the rooms; nothing imports it but the proofs of the lessons.',
      severity: 'error',
      from: { pathNot: ['^src/app/', lessonSpecs] },
      to: { path: '^src/app/' },
    },
    {
      name: 'lessons-are-data',
      comment: 'Lessons know the types of course and nothing else; their proofs run the engine.',
      severity: 'error',
      from: { path: '^lessons/', pathNot: lessonSpecs },
      to: { path: '^(src|e2e)/', pathNot: exactly('src/course/index.ts') },
    },
    {
      name: 'lessons-import-types-only',
      comment: 'Lessons run inside the engine: they know the types of course, not its code.',
      severity: 'error',
      from: { path: '^lessons/', pathNot: lessonSpecs },
      to: { path: '^src/course/', ...valuesOnly },
    },
    {
      name: 'no-lesson-in-src',
      comment: 'Content is data: only the composition root finds lessons, by their folders.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/' },
      to: { path: '^lessons/' },
    },
    {
      name: 'journeys-use-the-built-site',
      comment: 'Journeys do what a person does: they see the site, not its code.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^(src|lessons)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Move what both need into a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'kernel-stands-alone',
      comment: 'The kernel imports no package.',
      severity: 'error',
      from: { path: room('kernel'), pathNot: testCode },
      to: { path: '(^|/)node_modules/' },
    },
    {
      name: 'world-packages',
      comment: 'The world knows the schema library and XState’s pure functions.',
      severity: 'error',
      from: { path: room('world'), pathNot: testCode },
      to: { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/(valibot|xstate)/' },
    },
    {
      name: 'no-page-below-projection',
      comment: 'React, Zustand, the canvas and the editor live in ui and app.',
      severity: 'error',
      from: { path: '^(src|lessons)/', pathNot: anyOf(['ui', 'app']) },
      to: {
        path:
          '(^|/)node_modules/' +
          '(react|react-dom|react-[^/]+|reactflow|zustand|monaco-editor|uplot|wouter|@xstate)/',
      },
    },
    {
      name: 'dexie-in-storage',
      comment: 'All of Dexie is in src/storage.',
      severity: 'error',
      from: { path: '^(src|lessons)/', pathNot: room('storage') },
      to: { path: '(^|/)node_modules/dexie/' },
    },
    {
      name: 'no-node-on-the-page',
      comment: 'Node’s modules are for the build, the headless runner, benchmarks and specs.',
      severity: 'error',
      from: {
        path: '^(src|lessons)/',
        pathNot: [...testCode, '^src/app/(build|node|bench)/'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'declared-packages',
      comment: 'The site ships what package.json lists under dependencies.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [...testCode, '^src/app/(build|node|bench)/'],
      },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resolvable',
      comment: 'The file or package does not exist (that of a type is the compiler’s to find).',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:', ...valuesOnly },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.css', '.json'],
    },
  },
};
