/** A demo takes its ports and empties its folder. Where another one is at work, it does neither. */
import { existsSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { lockDirectory } from '../../server/database/directory-lock.ts'
import { VaultError } from '../../server/domain/vault-error.ts'

/**
 * Empties the folder. Answers a sentence instead, and has changed nothing, where a program listens at one of the ports or
 * has the folder's database open.
 */
export async function takePlace(ports: readonly number[], dataDir: string): Promise<string | undefined> {
  for (const port of ports) {
    if (!(await isFree(port)))
      return `Port ${port} is taken, perhaps by another demo. Stop that program, or choose a port: npm run demo -- --port ${port + 10}`
  }
  if (existsSync(dataDir) && isInUse(dataDir))
    return `Another demo is using ${dataDir}. Stop it, or choose a folder: npm run demo -- --data-dir ${dataDir}-2`
  rmSync(dataDir, { recursive: true, force: true })
  return undefined
}

/** Any other reason not to listen is the product's to tell. */
function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'EADDRINUSE'))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

function isInUse(dataDir: string): boolean {
  try {
    lockDirectory(dataDir).release()
    return false
  } catch (thrown) {
    if (thrown instanceof VaultError) return true
    throw thrown
  }
}
