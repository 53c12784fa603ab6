import { describe, expect, it } from 'vitest'
import type { GraphCalls, Page } from './calls.ts'
import { paged } from './paged.ts'
import { GraphError } from './wire/graph-error.ts'

const expired = (httpStatus = 400) =>
  new GraphError({
    code: 'Directory_ExpiredPageToken',
    notice: null,
    attempted: '',
    why: '',
    hint: '',
    outcome: 'refused',
    httpStatus,
  })

/** Three pages of two ids each; `refuse` throws for some of the requests. */
function graphOf(refuse: (next: string | undefined, asked: number) => void) {
  let asked = 0
  const page = async (next: string | undefined): Promise<Page<string>> => {
    refuse(next, ++asked)
    const at = Number(next ?? 0)
    return { items: [`${at}a`, `${at}b`], next: at < 2 ? String(at + 1) : undefined }
  }
  const objects = (next: string | undefined) =>
    page(next).then(({ items, next }) => ({ items: items.map((id) => ({ id, members: [] })), next }))
  const calls = {
    groupMembersPage: (_group: string, next: string | undefined) => page(next),
    usersPage: objects,
    chatsPage: (_user: string, next: string | undefined) => objects(next),
  }
  // Only lists are part of this test.
  return paged(calls as unknown as GraphCalls)
}

async function idsOf(list: AsyncIterable<readonly { readonly id: string }[]>): Promise<string[]> {
  const ids: string[] = []
  for await (const items of list) ids.push(...items.map(({ id }) => id))
  return ids
}

const ALL = ['0a', '0b', '1a', '1b', '2a', '2b']

describe('a list', () => {
  it.each([400, 410])(
    'begins again, once, when its place is refused (%i), and gives nothing twice',
    async (status) => {
      const once = () =>
        graphOf((_next, asked) => {
          if (asked === 3) throw expired(status)
        })
      expect(await once().groupMemberIds('g')).toEqual(ALL)
      expect(await idsOf(once().users())).toEqual(ALL)
      expect(await idsOf(once().chatsOf('ada'))).toEqual(ALL)
    },
  )

  it('is refused when that comes again, or for its first page', async () => {
    const always = graphOf((next) => {
      if (next === '2') throw expired()
    })
    await expect(always.groupMemberIds('g')).rejects.toMatchObject({ code: 'Directory_ExpiredPageToken' })
    let asked = 0
    const atOnce = graphOf(() => {
      asked += 1
      throw expired()
    })
    await expect(atOnce.groupMemberIds('g')).rejects.toMatchObject({ httpStatus: 400 })
    expect(asked).toBe(1)
  })
})
