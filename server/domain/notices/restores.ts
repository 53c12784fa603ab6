/** Restores into Teams. */
import type { None, Quoted } from './values.ts'

export type RestoreNotices = {
  'restore-unknown': None
  'restore-not-waiting': None
  'restore-ended': None
  'restores-too-many': None
  'restore-permission': { readonly names: readonly string[] }
  'restore-incomplete': None
  'restore-chat-refused': Quoted
  'restore-chat-gone': None
  'restore-chat-wedged': None
  'restore-chat-differs': { readonly missing: number; readonly extra: number }
  'restore-chat-open': None
  'restore-chat-not-open': None
}
