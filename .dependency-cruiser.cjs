/**
 * Who may import whom (docs/DESIGN.md, "Layers"): domain ← contract ← ports ← services ← http ← main.
 * The message of a rule is the sentence a developer needs.
 */
const PORTS = '^server/(graph|books|archive|catalog|secrets|queue|database|delivery|export-files|evidence)/'

module.exports = {
  forbidden: [
    {
      name: 'domain-imports-nothing',
      comment: 'domain/ holds nouns and rules: no clock, no I/O, no library. Move the I/O behind a port.',
      severity: 'error',
      from: { path: '^server/domain/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^server/domain/' },
    },
    {
      name: 'ports-do-not-look-up',
      comment:
        'A port knows domain and other ports, never services, http or main. Pass what it needs by a parameter.',
      severity: 'error',
      from: { path: PORTS, pathNot: '\\.test\\.ts$' },
      to: { path: '^server/(services|http|cli|main\\.ts|config\\.ts)' },
    },
    {
      name: 'services-do-not-look-up',
      comment:
        'Services know nothing of requests and answers: those stay in http/. Its words are in contract/.',
      severity: 'error',
      from: { path: '^server/services/', pathNot: '\\.test\\.ts$|/testing/' },
      to: { path: '^server/(http|process|cli)/|^server/main\\.ts' },
    },
    {
      name: 'services-decide-ports-reach-out',
      comment:
        'A service neither opens files nor writes SQL: it asks a port (books, catalog, database, archive, export-files, evidence) to do so.',
      severity: 'error',
      from: { path: '^server/services/', pathNot: '\\.test\\.ts$|/testing/' },
      to: { path: '^(node:)?fs(/promises)?$|node_modules/kysely/' },
    },
    {
      name: 'contract-on-the-ground',
      comment: 'contract/ says what goes over the wire, with nothing but domain/ below it.',
      severity: 'error',
      from: { path: '^server/contract/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^server/(contract|domain)/|node_modules/zod/' },
    },
    {
      name: 'http-goes-through-services',
      comment: 'The door talks to services; it never reaches into graph, books, archive or catalog.',
      severity: 'error',
      from: { path: '^server/http/', pathNot: '\\.test\\.ts$' },
      to: { path: PORTS },
    },
    {
      name: 'tab-sees-only-the-contract',
      comment: 'The tab imports types from server/contract/index.ts and nothing else of the server.',
      severity: 'error',
      from: { path: '^tab/', pathNot: '\\.test\\.tsx?$|^tab/e2e/|^tab/microsoft/testing/' },
      to: { path: '^(server|sandbox)/', pathNot: '^server/contract/index\\.ts$' },
    },
    {
      name: 'contract-as-types-only',
      comment: 'Import the contract with `import type`: Zod does not belong in the browser.',
      severity: 'error',
      from: { path: '^tab/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^server/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-do-not-import-each-other',
      comment: 'A feature owns its requests and screens; what two need belongs in tab/components or tab/api.',
      severity: 'error',
      from: { path: '^tab/features/([^/]+)/' },
      to: { path: '^tab/features/', pathNot: '^tab/features/$1/' },
    },
    {
      name: 'guide-stands-alone',
      comment:
        'tab/guide is shown in the tab and without sign-in, and printed: it knows no feature and no session of the tab.',
      severity: 'error',
      from: { path: '^tab/guide/', pathNot: '\\.test\\.ts$' },
      to: { path: '^tab/(features/|app/|api/)' },
    },
    {
      name: 'app-puts-together',
      comment:
        'tab/app puts the tab together and nobody below knows it: what others need of it has a folder of its own (tab/links, tab/components).',
      severity: 'error',
      from: { path: '^tab/(?!app/|e2e/)', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^tab/app/' },
    },
    {
      name: 'one-file-knows-teams-js',
      comment:
        'Only tab/host/teams-host.ts and the consent page speak teams-js; everybody else asks the Host (tab/host/host.ts).',
      severity: 'error',
      from: { path: '^tab/', pathNot: '^tab/host/teams-host\\.ts$|^tab/auth/consent-end\\.ts$' },
      to: { path: 'node_modules/@microsoft/teams-js' },
    },
    {
      name: 'libraries-of-sign-in-come-when-needed',
      comment:
        'teams-js and MSAL are loaded by import() where they are used: the first screen must not wait for the other one.',
      severity: 'error',
      from: { path: '^tab/', pathNot: '\\.test\\.ts$|^tab/microsoft/delegated-tokens\\.ts$' },
      to: {
        path: '^tab/(host/teams-host|auth/(msal|popup)-token-source|microsoft/(delegated-tokens|sign-in-window))\\.ts$',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'sandbox-shares-nothing',
      comment: 'The sandbox is the other side: it shares no code with the server or the tab.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(server|tab)/' },
    },
    {
      name: 'product-never-needs-the-sandbox',
      comment: 'No production path needs the sandbox; only tests, demo and bench start it.',
      severity: 'error',
      from: {
        path: '^(server|tab)/',
        pathNot: '(\\.test\\.tsx?|\\.contract\\.ts)$|^server/testing/|^tab/e2e/|^tab/microsoft/testing/',
      },
      to: { path: '^sandbox/' },
    },
    {
      name: 'manifest-stands-beside',
      comment:
        'Packaging and registering happen before the product runs: they share the clouds and the rules with it, no more, and nothing imports them.',
      severity: 'error',
      from: { path: '^manifest/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(server|tab|sandbox|scripts|bench)/',
        pathNot: '^server/(graph/entra/cloud\\.ts|domain/)',
      },
    },
    {
      name: 'nothing-imports-manifest',
      comment: 'manifest/ makes the Teams package and the sign-in app; the product does not need it to run.',
      severity: 'error',
      from: { path: '^(server|tab|sandbox)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^manifest/' },
    },
    {
      name: 'production-never-imports-testing',
      comment: 'What is called testing is for tests.',
      severity: 'error',
      from: { path: '^server/', pathNot: '(\\.test\\.ts|\\.contract\\.ts)$|/testing[/.]|/fixtures/' },
      to: { path: '/testing[/.]' },
    },
    {
      name: 'servers-have-no-dev-packages',
      comment:
        'A server is installed with `npm ci --omit=dev`: what it imports belongs into dependencies, not devDependencies.',
      severity: 'error',
      from: {
        path: '^(server|manifest)/',
        pathNot:
          '(\\.test\\.ts|\\.contract\\.ts)$|/testing/|^server/archive/fixtures/|^server/process/build-tab\\.ts$|^manifest/icons\\.ts$',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles',
      comment: 'Two files that import each other, if only for a type, are one file, or a third is missing.',
      severity: 'error',
      from: { pathNot: '^sandbox/' },
      to: { circular: true },
    },
    {
      name: 'no-circles-in-the-sandbox',
      comment:
        'The sandbox draws a tenant whose people, chats and mailboxes point at each other: types may, code may not.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(tab/dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
