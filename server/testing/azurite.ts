/** Azure Blob on this machine, in memory. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { freePort } from './product.ts'

// Azurite's published development account (Learn: "Use the Azurite emulator").
const ACCOUNT = 'devstoreaccount1'
export const ACCOUNT_KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

export type Azurite = { readonly connectionString: string; stop(): Promise<void> }

export async function startAzurite(): Promise<Azurite> {
  const port = await freePort()
  const program = createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js')
  const flags = ['--inMemoryPersistence', '--silent', '--skipApiVersionCheck', '--disableTelemetry']
  const child = spawn(process.execPath, [program, ...flags, '--blobPort', String(port)], { stdio: 'pipe' })
  await listening(child)
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${ACCOUNT_KEY};BlobEndpoint=http://127.0.0.1:${port}/${ACCOUNT};`,
    async stop() {
      child.kill()
      await once(child, 'exit')
    },
  }
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => String(chunk).includes('listens') && resolve())
    child.once('exit', (code) => reject(new Error(`Azurite ended with code ${code}`)))
  })
}
