/** The element with this id, which the page has. */
export function byId<T extends HTMLElement = HTMLElement>(id: string, kind?: new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof (kind ?? HTMLElement))) throw new Error(`The page has no #${id}`)
  return found as T
}

/** Replaces what a click on it did before. */
export function onClick(id: string, act: () => void): void {
  byId(id).onclick = act
}
