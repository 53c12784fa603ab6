import type { ObjectStore, OnStranger } from './object-store.ts'

/** A store inside a folder of another one: names lose the folder on the way out and get it on the way in. */
export function subfolder(store: ObjectStore, folder: string): ObjectStore {
  return {
    place: `${store.place}/${folder.replace(/\/$/, '')}`,
    put: (name, bytes) => store.put(folder + name, bytes),
    get: (name) => store.get(folder + name),
    getRange: (name, offset, length) => store.getRange(folder + name, offset, length),
    find: (name) => store.find(folder + name),
    list: (prefix, stranger) =>
      without(folder, store.list(folder + prefix, stranger && inside(folder, stranger))),
    listFolders: (inner) => without(folder, store.listFolders(folder + inner)),
    remove: (name) => store.remove(folder + name),
  }
}

function inside(folder: string, stranger: OnStranger): OnStranger {
  return (name) => stranger(name.slice(folder.length))
}

async function* without(folder: string, names: AsyncIterable<string>): AsyncIterable<string> {
  for await (const name of names) yield name.slice(folder.length)
}
