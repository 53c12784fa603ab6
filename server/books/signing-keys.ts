import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Sealed keys all processes sign with. */
export type SigningKeys = {
  find(name: string): Promise<Uint8Array | undefined>
  /** Answers the box that is kept: `box`, or the one another process was first with. */
  keep(name: string, box: Uint8Array): Promise<Uint8Array>
  /** The same where `broken` is kept and can no longer be opened. */
  replace(name: string, broken: Uint8Array, box: Uint8Array): Promise<Uint8Array>
}

export function createSigningKeys({ kysely }: Pick<Database, 'kysely'>): SigningKeys {
  async function find(name: string): Promise<Uint8Array | undefined> {
    const { rows } = await sql<{ box: Uint8Array }>`
      select box from signing_key where name = ${name}
    `.execute(kysely)
    return rows[0]?.box
  }

  return {
    find,

    keep: async (name, box) => {
      await sql`
        insert into signing_key (name, box) values (${name}, ${box}) on conflict do nothing
      `.execute(kysely)
      return (await find(name)) ?? box
    },

    replace: async (name, broken, box) => {
      await sql`
        update signing_key set box = ${box} where name = ${name} and box = ${broken}
      `.execute(kysely)
      return (await find(name)) ?? box
    },
  }
}
