import type { PlainCode } from './notice.ts'

/**
 * Failures of the machine or its database, named as such: they're not bugs of ours, and someone can do something about
 * them.
 */
export type SystemFailure = {
  readonly code: PlainCode
  readonly why: string
  readonly hint: string
  /** Someone can end it from outside while everything here remains as it is: what is in progress waits for that. */
  readonly passes?: true
}

const diskFull: SystemFailure = {
  code: 'disk-full',
  why: 'a disk of the server is full, or its quota is used up',
  hint: 'Free up space on the disks of Chatvault and its database. A backup then continues automatically. Try anything else again.',
  passes: true,
}
const readOnly: SystemFailure = {
  code: 'disk-read-only',
  why: 'the server can only read where it has to write',
  hint: 'Check whether the disk is mounted read-only, or the database is a standby.',
}
const diskFailed: SystemFailure = {
  code: 'disk-failed',
  why: 'a disk of the server failed to read or write',
  hint: 'Check the disk. The server log has the details under the same time.',
}
const tooManyFiles: SystemFailure = {
  code: 'too-many-files',
  why: 'the server already has as many files and connections open as the system allows',
  hint: 'If this keeps happening, raise the limit of open files (ulimit -n, LimitNOFILE). A backup continues automatically. Try anything else again.',
  passes: true,
}
const noConnection: SystemFailure = {
  code: 'database-busy',
  why: 'PostgreSQL doesn’t accept more connections',
  hint: 'Raise max_connections there, or stop other programs that use it: one Chatvault process needs 15. A backup then continues automatically.',
  passes: true,
}
const outOfMemory: SystemFailure = {
  code: 'database-memory',
  why: 'the database has no memory left',
  hint: 'Give the server more memory, or run fewer other programs on it. A backup then continues automatically.',
  passes: true,
}
const databaseShort: SystemFailure = {
  code: 'database-short',
  why: 'the database has reached one of its limits',
  hint: 'The PostgreSQL log says which one (the limit of temporary files, for example). Raise it. A backup then continues automatically.',
  passes: true,
}
const gone: SystemFailure = {
  code: 'database-unreachable',
  why: 'the connection to the database broke',
  hint: 'Check that PostgreSQL is running. Chatvault reconnects automatically.',
}

/** By the codes of the operating system (errno) and of PostgreSQL (SQLSTATE, appendix A of its manual). */
const FAILURES: Readonly<Record<string, SystemFailure>> = {
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  '53100': diskFull,
  EROFS: readOnly,
  '25006': readOnly,
  EIO: diskFailed,
  '58030': diskFailed,
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
  '53300': noConnection,
  '53200': outOfMemory,
  '53000': databaseShort,
  '53400': databaseShort,
  '57P01': gone,
  '57P02': gone,
  '57P03': gone,
  '08000': gone,
  '08003': gone,
  '08006': gone,
}

/** Causes are looked through this deep. */
const DEPTH = 5

/** Undefined for everything else. */
export function systemFailureOf(thrown: unknown, depth = DEPTH): SystemFailure | undefined {
  if (!(thrown instanceof Error) || depth === 0) return undefined
  const { code } = thrown as { code?: unknown }
  return (typeof code === 'string' ? FAILURES[code] : undefined) ?? systemFailureOf(thrown.cause, depth - 1)
}
