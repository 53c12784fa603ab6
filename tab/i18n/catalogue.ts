import type { en } from './en.ts'
import type { setupTexts } from './en-setup.ts'
import type { vaultTexts } from './en-vault.ts'

/** Every text of the tab in English, by where it is used: the shape each language has to fill. */
export type English = typeof en & typeof setupTexts & typeof vaultTexts

/**
 * A part of the English texts in another language: every key, no other. A language with more plural forms than English
 * adds them beside `_one` and `_other`.
 */
export type Translated<T> = {
  [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]>
} & {
  [Key in keyof T as Key extends `${infer Stem}_other`
    ? `${Stem}_${'zero' | 'two' | 'few' | 'many'}`
    : never]?: string
}
