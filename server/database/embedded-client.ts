/** What the program uses of PGlite, whichever thread it runs in. */

export type Rows<Row> = {
  readonly rows: Row[]
  readonly affectedRows?: number
  readonly fields: { readonly name: string; readonly dataTypeID: number }[]
}

/** One statement with parameters, or several without. */
export type EmbeddedSession = {
  query<Row>(text: string, values?: unknown[]): Promise<Rows<Row>>
  exec(text: string): Promise<Rows<Record<string, unknown>>[]>
}

export type EmbeddedClient = EmbeddedSession & {
  readonly ready: boolean
  readonly closed: boolean
  readonly waitReady: Promise<void>
  /** Everyone else waits until `work` has ended. What it throws undoes everything. */
  transaction<T>(work: (trx: EmbeddedTransaction) => Promise<T>): Promise<T>
  /** Answers how to stop listening. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

export type EmbeddedTransaction = EmbeddedSession & { rollback(): Promise<void> }
