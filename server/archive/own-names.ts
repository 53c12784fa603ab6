/** Names in a tenant's folder that are what they should be there, apart from what others have put beside them. */
import type { ObjectStore, OnStranger } from './object-store.ts'

/** Names below `folder` that `parse` knows, in order; `stranger` is called with the others, once each. */
export async function* listOwn(
  store: ObjectStore,
  folder: string,
  parse: (name: string) => unknown,
  stranger: OnStranger = () => undefined,
): AsyncIterable<string> {
  for await (const name of store.list(folder, stranger)) {
    if (parse(name) !== undefined) yield name
    else stranger(name)
  }
}

/** Nobody but us ends a name so: one that is not ours in full was renamed, or copied by hand. */
export function looksLikeOurs(name: string): boolean {
  return /\.(cvs|cvm|json)$/.test(name)
}
