/** The guide's PDFs, which `npm run guide` has made, are next to the pages: `/guide-en.pdf`, `/guide-de.pdf`. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const FOLDER = join(import.meta.dirname, '../docs/guide')

export function guidePdfs(): Plugin {
  return {
    name: 'guide-pdfs',
    apply: 'build',
    async buildStart() {
      // A checkout that has none yet is built anyway: they are printed from what is built.
      const files = (await readdir(FOLDER).catch(() => [])).filter((name) => name.endsWith('.pdf'))
      for (const fileName of files)
        this.emitFile({ type: 'asset', fileName, source: await readFile(join(FOLDER, fileName)) })
    },
  }
}
