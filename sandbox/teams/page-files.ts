/** The host pages' own files: HTML and CSS as they lie in `page/`, TypeScript with its types taken out. */
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'page')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
}

export type PageFile = { readonly type: string; readonly text: string }

/** By its bare name; undefined when there is no such file. */
export async function readPageFile(name: string): Promise<PageFile | undefined> {
  const type = TYPES[extname(name)]
  if (type === undefined || !/^[\w-]+\.\w+$/.test(name)) return undefined
  const text = await readFile(join(FOLDER, name), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  return { type, text: extname(name) === '.ts' ? await withoutTypes(name, text) : text }
}

async function withoutTypes(name: string, text: string): Promise<string> {
  const { transformWithOxc } = await import('vite')
  return (await transformWithOxc(text, join(FOLDER, name), { sourcemap: false })).code
}
