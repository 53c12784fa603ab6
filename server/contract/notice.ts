/**
 * What happened as data, beside the English words for the log and for callers of the API: a code for each cause, and what a
 * sentence needs. The tab has the words in each language. `ProblemCode` has every cause this version can name; over the
 * wire a code may be newer than the reader, so that here it is a string. Absent: from before there were notices.
 */
import { z } from 'zod'

export type { Notice, NoticeOf, NoticeParams, Notices, ProblemCode } from '../domain/notice.ts'

export const SentNotice = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) })
export type SentNotice = z.infer<typeof SentNotice>

export const notice = SentNotice.nullish()
