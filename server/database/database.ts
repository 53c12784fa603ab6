import type { Kysely, Transaction as KyselyTransaction } from 'kysely'
import type { ClientBase, Pool } from 'pg'
import type { EmbeddedClient } from './embedded-client.ts'
import type { Schema } from './schema.ts'

/** An open transaction. What takes one belongs to it as a whole. */
export type Transaction = KyselyTransaction<Schema>

/** What a statement runs on: the database, or the transaction one is inside of. */
export type Session = Kysely<Schema> | Transaction

type Common = {
  /** One Postgres dialect on both kinds. Inside a transaction every statement goes through `trx`, or waits for ever. */
  readonly kysely: Kysely<Schema>
  /** Runs statements without parameters as one transaction: all of them, or none. */
  script(text: string): Promise<void>
  /** Waits for statements in progress. Calling it again is success. */
  close(): Promise<void>
}

/** PostgreSQL inside this process, in a folder. One session, and this process is the only one. */
export type EmbeddedDatabase = Common & { readonly kind: 'embedded'; readonly pglite: EmbeddedClient }

/** How a pool of `pg` connects. A session is handed out once `onConnect` has set its settings. */
export type ClientSettings = {
  readonly connectionString: string
  readonly connectionTimeoutMillis: number
  readonly keepAlive: boolean
  onConnect(session: ClientBase): Promise<void>
}

/** A PostgreSQL server, shared with other processes. */
export type ServerDatabase = Common & {
  readonly kind: 'postgres'
  readonly pool: Pool
  /** With the password: for other processes, never for a log. */
  readonly url: string
  /** For another pool of this process over the same server: its sessions get the same settings. */
  readonly client: ClientSettings
}

export type Database = EmbeddedDatabase | ServerDatabase
