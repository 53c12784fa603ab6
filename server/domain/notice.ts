/**
 * What happened, as data: one code per cause, with what a sentence about it needs. The words belong to the reader: the tab
 * has them by this code in each language (`tab/i18n/<language>/problems`). Beside a notice the server keeps an English
 * `detail` and `hint` for its log and for callers of the API.
 *
 * `code` beside `detail` is what the API calls the kind of failure, and remains: Microsoft's own code where Microsoft refused,
 * `ok` of a check that passed. A notice's code is the cause; the two differ where the first represents several causes.
 */
import type {
  ArchiveNotices,
  ExportNotices,
  ReadingNotices,
  RemovalNotices,
  StoreNotices,
} from './notices/archive.ts'
import type { FaultNotices, NeedNotices, RunNotices } from './notices/backup.ts'
import type { CheckNotices, ConnectionNotices, ExpiryNotices, HealthNotices } from './notices/connection.ts'
import type { EntraNotices, GraphNotices, WireNotices } from './notices/microsoft.ts'
import type { RestoreNotices } from './notices/restores.ts'
import type { AccessNotices, AlertNotices, RequestNotices, ServerNotices } from './notices/server.ts'
import type { SetupNotices } from './notices/setup.ts'

/** By the subjects of the catalogues in the tab: code to what its sentence needs. */
export type Notices = {
  microsoft: EntraNotices & GraphNotices & WireNotices
  connection: CheckNotices & ConnectionNotices & ExpiryNotices & HealthNotices
  setup: SetupNotices
  backup: RunNotices & FaultNotices & NeedNotices
  archive: ArchiveNotices & ExportNotices & ReadingNotices & RemovalNotices & StoreNotices
  restores: RestoreNotices
  server: AccessNotices & AlertNotices & RequestNotices & ServerNotices
}

export type NoticeParams = Notices['microsoft'] &
  Notices['connection'] &
  Notices['setup'] &
  Notices['backup'] &
  Notices['archive'] &
  Notices['restores'] &
  Notices['server']

/** A member of the union for each cause that the server can name. */
export type ProblemCode = keyof NoticeParams

export type Notice = { [Code in ProblemCode]: NoticeOf<Code> }[ProblemCode]
export type NoticeOf<Code extends ProblemCode> = { readonly code: Code; readonly params: NoticeParams[Code] }

/** Those whose sentence needs nothing. */
export type PlainCode = {
  [Code in ProblemCode]: keyof NoticeParams[Code] extends never ? Code : never
}[ProblemCode]

/** Those whose sentence needs Microsoft's own words at most. */
export type QuotingCode = {
  [Code in ProblemCode]: keyof NoticeParams[Code] extends 'quoted' ? Code : never
}[ProblemCode]

export function notice<Code extends ProblemCode>(
  code: Code,
  ...[params]: keyof NoticeParams[Code] extends never ? [] : [params: NoticeParams[Code]]
): Notice {
  // The compiler holds code and params together at each call, and cannot carry that through a generic to the union.
  return { code, params: params ?? {} } as Notice
}
