import { statSync } from 'node:fs'
import { relative } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest begins first, so that nothing long is left to run alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const weights = new Map(files.map((file) => [file, weightOf(file)]))
    return files.toSorted((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0))
  }
}

/** Browsers and processes of the product weigh more than lines, which is all one can see of a file that never ran. */
function weightOf({ moduleId }: TestSpecification): number {
  const kind = /^(tab\/e2e\/|server\/[^/]+$)/.test(relative(import.meta.dirname, moduleId)) ? 1000 : 1
  return statSync(moduleId).size * kind
}

const ALL = '{server,sandbox,tab,scripts,bench,manifest}/**/*.test.{ts,tsx}'

/** They share a PostgreSQL. */
const SERVER = 'server/**/*.test.ts'

/**
 * Rules without a world: their tests change nothing that another file could notice, so they share processes. One of its own
 * takes half a second of processor time before its first test.
 */
const SHARED = [
  'server/{domain,contract,graph/wire,services/forecast}/**/*.test.ts',
  'sandbox/tenant/*.test.ts',
  'tab/{api,auth,components,format,guide,host,links,theme}/**/*.test.ts',
  'tab/features/{archive/reading,automatic,connection,overview,people,runs,schedule,settings,setup,tour}/*.test.ts',
]

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Twice as many as processors: tests wait for half of their time.
    maxWorkers: 4,
    // Everything lives for a few thousand queries here: optimizing it costs more than it saves.
    execArgv: ['--liftoff-only', '--no-turbofan'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'apart', include: [ALL], exclude: [...configDefaults.exclude, ...SHARED, SERVER] },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: [SERVER],
          exclude: [...configDefaults.exclude, ...SHARED],
          globalSetup: 'server/testing/one-postgres.ts',
        },
      },
      { extends: true, test: { name: 'together', include: SHARED, isolate: false } },
    ],
  },
})
