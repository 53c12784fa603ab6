/** Archived chats brought back into Teams: asked for, planned, approved by a second person, carried out, compared. */
import { z } from 'zod'
import {
  LOSSES,
  REDUCTIONS,
  RESTORE_CHAT_STATES,
  RESTORE_STATES,
  RESTORE_TARGETS,
} from '../domain/restore.ts'
import { ById } from './addresses.ts'
import { count, instant } from './fields.ts'
import { notice } from './notice.ts'
import { Selection } from './selection.ts'

export const StartRestore = z.strictObject({
  /** An empty one restores everything. */
  selection: Selection,
  /** New group chats of those members who are still there, named after the originals; or the original chats themselves. */
  target: z.enum(RESTORE_TARGETS),
})
export type StartRestore = z.infer<typeof StartRestore>

/** A chat of a restore, by the archived conversation. */
export const RestoredChat = ById.extend({ from: z.string() })

export const RestorePlan = z.object({
  chats: count,
  /** What will be sent, no more and no less. */
  messages: count,
  /** Pictures and files of those messages. */
  attachments: count,
  /** Messages whose time moves, by 20 ms at most, because another one has it. */
  shifted: count,
  /** Messages that aren't restored: each counts once, for one reason. */
  notRestorable: z.array(z.object({ reason: z.enum(LOSSES), messages: count })),
  /** Messages that are restored without something; one may be counted for several reasons. */
  reduced: z.array(z.object({ reason: z.enum(REDUCTIONS), messages: count })),
  permissions: z.object({
    /** Of Microsoft Graph, that the application lacked when this was planned. */
    missing: z.array(z.string()),
    hint: z.string().nullable(),
  }),
})

export const RestoreChat = z.object({
  /** The archived conversation, and the chat it's restored into; null before that exists. */
  from: z.string(),
  to: z.string().nullable(),
  name: z.string(),
  /** Of the new group chat; null for an original chat. */
  topic: z.string().nullable(),
  state: z.enum(RESTORE_CHAT_STATES),
  messages: count,
  posted: count,
  /** Why it failed or was left open. */
  reason: z.string().nullable(),
  notice,
})

export const RestoreSummary = z.object({
  id: z.string(),
  target: z.enum(RESTORE_TARGETS),
  selection: Selection,
  state: z.enum(RESTORE_STATES),
  /** Entra object id; that person can't approve it. */
  requestedBy: z.string(),
  requestedName: z.string(),
  createdAt: instant,
  approvedName: z.string().nullable(),
  approvedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Null while it's planned. */
  plan: RestorePlan.nullable(),
  /** `skipped`: erased from the archive since it was planned. */
  totals: z.object({ posted: count, skipped: count, failed: count }),
  /** Why it failed. */
  reason: z.string().nullable(),
  notice,
})
export type RestoreSummary = z.infer<typeof RestoreSummary>

export const Restore = RestoreSummary.extend({ chats: z.array(RestoreChat) })
export type Restore = z.infer<typeof Restore>
