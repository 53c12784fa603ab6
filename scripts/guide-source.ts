/** What the guide's PDFs are made from, as a digest: a PDF made from something else is out of date. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { guide as german } from '../tab/i18n/de/guide.ts'
import { guide as english } from '../tab/i18n/en/guide.ts'

export const GUIDE_FOLDER = resolve(import.meta.dirname, '../docs/guide')
/** Beside the PDFs: of what and into what they were made. */
export const MADE_FROM = join(GUIDE_FOLDER, 'made-from.json')

const TEXTS = { en: english, de: german }
export type GuideLanguage = keyof typeof TEXTS
export const GUIDE_LANGUAGES = Object.keys(TEXTS) as GuideLanguage[]

/** Digests by file name. */
export type MadeFrom = Readonly<Record<string, { readonly source: string; readonly pdf: string }>>

export const pdfName = (language: GuideLanguage): string => `guide-${language}.pdf`

/** Over the texts, the steps with their links and values, and the pictures; not over colours and spacing. */
export async function sourceDigest(language: GuideLanguage): Promise<string> {
  const folder = resolve(import.meta.dirname, '../tab/guide')
  const pictures = (await readdir(join(folder, 'pictures'))).filter((file) => !file.includes('.test.'))
  const files = [
    'steps.ts',
    'portals.ts',
    'values.ts',
    ...pictures.toSorted().map((it) => join('pictures', it)),
  ]
  const sources = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return digestOf(JSON.stringify([TEXTS[language], ...sources]))
}

export function digestOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
