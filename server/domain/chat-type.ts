/** What kind of chat a conversation is. */

export const CHAT_TYPES = ['oneOnOne', 'group', 'meeting', 'self'] as const
export type ChatType = (typeof CHAT_TYPES)[number]

/** Until Graph has described a chat, its id tells the type (forms seen in the documentation of the chat resource). */
export function chatTypeFromId(id: string): ChatType {
  if (id.includes('teamsstream_notes_') || id.startsWith('48:notes')) return 'self'
  if (id.startsWith('19:meeting_')) return 'meeting'
  if (id.endsWith('@unq.gbl.spaces')) return 'oneOnOne'
  return 'group'
}
