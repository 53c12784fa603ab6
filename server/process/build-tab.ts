/** Builds the tab when there is none: a fresh checkout starts with one command. */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Where the server finds the built tab. */
export const TAB_DIR = path.join(ROOT, 'tab', 'dist')

/**
 * Resolves with true when it built; `onBuild` is called before it begins. The tab appears whole or not at all: it is built aside and moved into place, so a
 * process that dies meanwhile leaves nothing half made, and of two that build at once either one's tab is taken.
 */
export async function buildTabIfMissing(onBuild = () => {}, tabDir = TAB_DIR): Promise<boolean> {
  if (existsSync(path.join(tabDir, 'index.html'))) return false
  onBuild()
  const aside = path.join(ROOT, 'node_modules', '.cache', `chatvault-tab-${process.pid}`)
  await mkdir(path.dirname(aside), { recursive: true })
  const { build } = await import('vite')
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
