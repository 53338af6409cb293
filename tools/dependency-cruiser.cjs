/** The floors of ARCHITECTURE.md as rules. A room may import the floors below it, and what the table allows sideways. */
const FLOORS = [
  ['kernel', 'telemetry'],
  ['store', 'warehouse'],
  ['identity', 'files', 'mail', 'events', 'flows', 'metrics', 'learning', 'documents', 'sheets'],
  ['http', 'ui', 'application', 'widgets'],
  ['alerts', 'assistant', 'reports', 'dashboards', 'drive', 'backup'],
];
/** Sideways imports that the table of ARCHITECTURE.md allows. */
const SIDEWAYS = { telemetry: ['kernel'], mail: ['files'], application: ['http'] };

const room = (names) => `^core/(${names.join('|')})/`;
const floorRules = FLOORS.flatMap((rooms, floor) =>
  rooms.map((name) => ({
    name: `floor-${floor + 1}-${name}`,
    severity: 'error',
    comment: `core/${name} imports only floors below ${floor + 1}`,
    from: { path: room([name]) },
    to: {
      path: [
        ...FLOORS.slice(floor).flatMap((names) =>
          names.filter((n) => n !== name && !(SIDEWAYS[name] ?? []).includes(n)).map((n) => room([n])),
        ),
        '^apps/',
        '^hosts/',
      ],
    },
  })),
);

module.exports = {
  forbidden: [
    ...floorRules,
    {
      name: 'applications-on-the-core',
      severity: 'error',
      comment: 'an application imports floors 1 to 4 only; it declares metrics and templates and gets the rest',
      from: { path: '^apps/' },
      to: { path: [room(FLOORS[4]), '^hosts/'] },
    },
    {
      name: 'applications-are-strangers',
      severity: 'error',
      comment: 'applications meet through events, files or the warehouse',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'one-public-file',
      severity: 'error',
      comment: 'index.ts (web/index.tsx for its pages, testing/index.ts for tests) is what other packages may import',
      from: { path: '^(core|apps|hosts)/([^/]+)/' },
      to: {
        path: '^core/([^/]+)/',
        pathNot: ['^$1/$2/', '^core/[^/]+/(index|testing/index|web/index)\\.tsx?$'],
      },
    },
    {
      name: 'testing-kits-in-tests',
      severity: 'error',
      from: { path: '^(core|apps|hosts)/', pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { path: '^core/[^/]+/testing/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'not of types either: a type that two files need stands in the one that needs the other least',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'types of GeoJSON come with @types alone',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^geojson$'] },
    },
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
};
