/** The holes in the paths. */
import { z } from 'zod'

const id = z.string().min(1).max(300)

/** The holes in the paths. */
export const ById = z.object({ id })

export const ByTicket = z.object({ ticket: z.string().min(1).max(300) })

export const ByMessage = z.object({ id, messageId: id })

export const ByHostedContent = z.object({ id, messageId: id, contentId: z.string().min(1).max(2000) })
