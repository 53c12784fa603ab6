/** Builds the tab when there is none: a fresh checkout starts with one command. */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { VaultError } from '../domain/vault-error.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Where the server finds the built tab. */
export const TAB_DIR = path.join(ROOT, 'tab', 'dist')

/**
 * Resolves with true when it built; `onBuild` is called before it begins. The tab appears whole or not at all: it's
 * built in another folder and moved into place, so a process that dies in between leaves no half-built tab, and of two
 * that build at once either one's tab is used. Throws `tab-missing` where the packages that build it aren't installed.
 */
export async function buildTabIfMissing(onBuild = () => {}, tabDir = TAB_DIR): Promise<boolean> {
  if (existsSync(path.join(tabDir, 'index.html'))) return false
  const { build } = await import('vite').catch((thrown: unknown) => {
    throw isNotInstalled(thrown) ? cannotBuild(tabDir, thrown) : thrown
  })
  onBuild()
  const aside = path.join(ROOT, 'node_modules', '.cache', `chatvault-tab-${process.pid}`)
  await mkdir(path.dirname(aside), { recursive: true })
  const restore = setNodeEnv('production')
  await build({
    configFile: path.join(ROOT, 'tab', 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: aside, emptyOutDir: true },
  }).finally(restore)
  await moveInto(aside, tabDir)
  return true
}

/** Vite obeys NODE_ENV: with any other value React's development build would be in the tab. */
function setNodeEnv(value: string): () => void {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = value
  return () => {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

async function moveInto(aside: string, tabDir: string): Promise<void> {
  await rm(tabDir, { recursive: true, force: true })
  await rename(aside, tabDir).catch(async (error: unknown) => {
    if (!existsSync(path.join(tabDir, 'index.html'))) throw error
    await rm(aside, { recursive: true, force: true })
  })
}

const isNotInstalled = (thrown: unknown) =>
  (thrown as NodeJS.ErrnoException | undefined)?.code === 'ERR_MODULE_NOT_FOUND'

/** `npm ci --omit=dev` leaves the build tools out: a server that runs for years doesn't need them. */
function cannotBuild(tabDir: string, cause: unknown): VaultError {
  return new VaultError({
    code: 'tab-missing',
    notice: null,
    attempted: `build the tab, which is missing in ${tabDir}`,
    why: 'the packages that build it aren’t installed',
    hint: 'Run `npm ci` (without --omit=dev) and `npm run build`, here or on another machine, and copy the folder tab/dist to this place. Then start again. The running server doesn’t need those packages: `npm prune --omit=dev` removes them.',
    cause,
  })
}
