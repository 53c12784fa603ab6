/**
 * The languages people can read: English, and each folder beside it. A new one is a folder with the files that `de` has;
 * nothing else names it.
 */
import type { Texts } from './pseudo.ts'

/** What a folder's `index.ts` exports: the texts of the tab, and those of what the server reports. */
export interface Translation {
  texts: Texts
  problems: Texts
}

const FOLDERS = import.meta.glob<Translation>(['./*/index.ts'])

/** By BCP 47 tag, as the folder is called; each is fetched when it is asked for. */
export const TRANSLATIONS: ReadonlyMap<string, () => Promise<Translation>> = new Map(
  Object.entries(FOLDERS).map(([path, fetch]) => [path.split('/')[1] ?? '', fetch]),
)

export const SPOKEN: readonly string[] = ['en', ...TRANSLATIONS.keys()]
