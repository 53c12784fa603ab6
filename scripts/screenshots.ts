/**
 * `npm run screenshots`: walks through the product in a browser and writes a picture of every screen and of its main
 * states to docs/screenshots/all (not kept in git), in light, dark and high contrast, wide and narrow, inside simulated
 * Teams as well; and contact sheets of them. The pictures of the README and the user guide are written to docs/screenshots,
 * by the part `readme`.
 * Names after the command take a part only: `npm run screenshots -- admin setup`.
 */
import { mkdir, rm } from 'node:fs/promises'
import { readCommandLine, refuse } from '../server/cli/command-line.ts'
import { setHostStage } from '../tab/e2e/host-stage.ts'
import { launch, setStage } from '../tab/e2e/stage.ts'
import { walkAsAdmin } from './screenshots/admin.ts'
import { backedUp } from './screenshots/backed-up.ts'
import { ALL } from './screenshots/camera.ts'
import { TENANT_ID, walkInHosts } from './screenshots/hosts.ts'
import { walkIntegrity } from './screenshots/integrity.ts'
import { walkAsOthers } from './screenshots/people.ts'
import { walkReading } from './screenshots/reading.ts'
import { walkForReadme } from './screenshots/readme.ts'
import { walkRestores } from './screenshots/restores.ts'
import { walkSearch } from './screenshots/search.ts'
import { walkSetup } from './screenshots/setup.ts'
import { makeSheets } from './screenshots/sheets.ts'
import { walkSpending } from './screenshots/spending.ts'
import { walkStates } from './screenshots/states.ts'

const TENANT = { users: 25, messages: 3000, seed: 1 }

const WALKS: Record<string, () => Promise<void>> = {
  async readme() {
    await using stage = closing(await setStage(TENANT))
    await walkForReadme(stage.it)
  },
  async admin() {
    await using stage = closing(await setStage(TENANT))
    await walkAsAdmin(stage.it)
  },
  async people() {
    await using stage = closing(await setStage(TENANT))
    await backedUp(stage.it)
    await walkAsOthers(stage.it)
  },
  async states() {
    await using stage = closing(await setStage(TENANT))
    await backedUp(stage.it)
    await walkStates(stage.it)
  },
  async reading() {
    await using stage = closing(await setStage({ ...TENANT, messages: 600 }))
    await backedUp(stage.it)
    await walkReading(stage.it)
  },
  async search() {
    await using stage = closing(await setStage(TENANT))
    await backedUp(stage.it)
    await walkSearch(stage.it)
  },
  async restores() {
    await using stage = closing(await setStage(TENANT))
    await backedUp(stage.it)
    await walkRestores(stage.it)
  },
  async integrity() {
    await using stage = closing(await setStage({ ...TENANT, messages: 600 }))
    await backedUp(stage.it)
    await walkIntegrity(stage.it)
  },
  async spending() {
    await using stage = closing(await setStage(TENANT))
    await backedUp(stage.it)
    await walkSpending(stage.it)
  },
  async setup() {
    await using stage = closing(await setStage({ ...TENANT, messages: 300 }))
    await walkSetup(stage.it)
  },
  async hosts() {
    await using stage = closing(
      await setHostStage({ ...TENANT, tenantId: TENANT_ID, env: { ALLOWED_TENANTS: TENANT_ID } }),
    )
    await backedUp(stage.it)
    await walkInHosts(stage.it)
  },
}

const USAGE = `npm run screenshots -- [PART …]      takes screenshots of every screen, in docs/screenshots/all

  Parts: ${Object.keys(WALKS).join(', ')}
  --help`

const asked = readCommandLine(USAGE, {}, { allowPositionals: true }).positionals
const unknown = asked.filter((name) => !(name in WALKS))
if (unknown.length > 0) refuse(`Unknown part: ${unknown.join(', ')}.`, USAGE)
await rm(ALL, { recursive: true, force: true })
await mkdir(ALL, { recursive: true })
for (const name of asked.length > 0 ? asked : Object.keys(WALKS)) await WALKS[name]?.()
const browser = await launch()
console.log(`${await makeSheets(browser)} contact sheets in ${ALL}`)
await browser.close()

function closing<Stage extends { close(): Promise<void> }>(it: Stage) {
  return { it, [Symbol.asyncDispose]: () => it.close() }
}
