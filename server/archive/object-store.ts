/**
 * Where bytes live: a local folder or an Azure Blob container. Promises of every adapter (the contract suite is next to this file):
 *
 *   - `put` is all or nothing and durable when it resolves: a reader, another process or the next boot sees the whole
 *     object or none. A `put` cut off by a crash leaves nothing that `list` shows.
 *   - `put` of a name that exists: the same bytes succeed, other bytes throw `object-exists`.
 *   - `get` and `getRange` return what was put, or throw `object-missing`; a range that ends beyond the object throws
 *     `object-short`.
 *   - `list` yields names in code-unit order, whatever the number of objects. `prefix` need not end at a slash.
 *   - `listFolders` yields, without visiting what is in them, the folders directly below one (`tenants/` → `tenants/a/`).
 *   - Others put things beside ours: file managers, editors, file systems. What cannot be the name of an object is listed
 *     nowhere; `list` hands it to `stranger`, except what begins with a dot. Folders that a storage lists as empty objects
 *     (hierarchical namespace) are no objects.
 *   - `remove` of nothing is success.
 *   - A failure of the place itself throws `store-failed`, which says what to do and carries no credential.
 *   - Names are `/`-separated segments of `[A-Za-z0-9._-]`, never empty, never starting with a dot.
 */
export type ObjectStore = {
  put(name: string, bytes: Uint8Array): Promise<void>
  get(name: string): Promise<Uint8Array>
  getRange(name: string, offset: number, length: number): Promise<Uint8Array>
  /** Undefined when there is no such object. */
  find(name: string): Promise<{ bytes: number } | undefined>
  list(prefix: string, stranger?: OnStranger): AsyncIterable<string>
  /** `folder` is empty or ends with a slash; so do the names it yields. */
  listFolders(folder: string): AsyncIterable<string>
  remove(name: string): Promise<void>
  /** For messages and logs: the place, without credentials. */
  readonly place: string
}

/** Called with the name of something that isn't an object of ours. */
export type OnStranger = (name: string) => void
