/** Chains of documents, checked link by link. */
import { digestOf } from './authenticated-json.ts'
import { type Check, note, noting, ownNames } from './verify-check.ts'

type Chained = { readonly document: { readonly previous: string | null } }
type Link<T> = {
  readonly name: string
  readonly sequence: number
  readonly digest: string
  readonly read: T | undefined
}
type Chain<T> = {
  readonly folder: string
  readonly kind: string
  readonly sequenceOf: (name: string) => number | undefined
  readonly decode: (name: string, bytes: Buffer) => T
}

/** Documents that each name the digest of the one before: those that can be read. */
export async function checkChain<T extends Chained>(check: Check, chain: Chain<T>): Promise<T[]> {
  const links: Link<T>[] = []
  for await (const name of ownNames(check, chain.folder, chain.sequenceOf)) {
    await noting(check, name, async () => {
      const bytes = Buffer.from(await check.store.get(name))
      const read = await noting(check, name, () => chain.decode(name, bytes))
      links.push({ name, sequence: chain.sequenceOf(name) ?? 0, digest: digestOf(bytes), read })
    })
  }
  for (const [index, link] of links.entries()) checkLink(check, chain.kind, links[index - 1], link)
  return links.flatMap(({ read }) => read ?? [])
}

function checkLink(
  check: Check,
  kind: string,
  before: Link<Chained> | undefined,
  { name, sequence, read }: Link<Chained>,
): void {
  const expected = (before?.sequence ?? 0) + 1
  if (sequence > expected) note(check, name, 'broken-link', `the ${kind} ${expected} before it is missing`)
  else if (sequence < expected) note(check, name, 'broken-link', `there are two ${kind}s ${sequence}`)
  else if (read && read.document.previous !== (before?.digest ?? null)) {
    note(
      check,
      name,
      'broken-link',
      `it doesn’t name the digest of the ${kind} before it: the chain is broken`,
    )
  }
}
