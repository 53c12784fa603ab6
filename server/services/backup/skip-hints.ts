import type { SkipCause } from '../../domain/run.ts'

/** What to do about each known cause. */
export const SKIP_HINTS: Record<SkipCause, string> = {
  'no-mailbox':
    'Chats are kept in the mailbox; without one there is nothing to export. Assign a license with Exchange Online, or choose not to back this person up.',
  'no-licence':
    'Microsoft exports the chats of people with a Teams license. Assign one, or choose not to back this person up.',
  'media-notes-to-self':
    'Microsoft refuses pictures and other contents of notes to self to every app. The text is archived.',
  'media-foreign-tenant':
    'The chat belongs to another organization, which keeps its pictures and other contents. The text is archived.',
  'media-gone': 'Microsoft no longer has it. The text is archived.',
  'media-too-many':
    'People don’t write such messages. The text is archived. If the rest matters, read it in Teams.',
}
