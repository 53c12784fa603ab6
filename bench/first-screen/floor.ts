/** Serves the least a Fluent page can be, compressed as the product compresses, for comparison. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build, type Rolldown } from 'vite'

export type Floor = { readonly url: string; close(): Promise<void> }

export async function serveFloor(): Promise<Floor> {
  const files = await built()
  const server = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1)
    const body = files.get(name)
    if (!body) return void response.writeHead(404).end()
    const type = name.endsWith('.html') ? 'text/html' : 'text/javascript'
    response.writeHead(200, { 'Content-Type': type, 'Content-Encoding': 'br' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

async function built(): Promise<Map<string, Buffer>> {
  const outputs = await build({
    configFile: false,
    root: import.meta.dirname,
    mode: 'production',
    logLevel: 'error',
    plugins: [react()],
    build: { write: false, target: 'es2022' },
  })
  const { output } = (Array.isArray(outputs) ? outputs[0] : outputs) as Rolldown.RolldownOutput
  return new Map(
    output.map((file) => [
      file.fileName,
      brotliCompressSync(file.type === 'chunk' ? file.code : file.source),
    ]),
  )
}
