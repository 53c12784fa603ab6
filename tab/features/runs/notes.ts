import type { RunFault } from '../../../server/contract/index.ts'

/** The same note, however often and about however many. */
export interface Note {
  /** The latest of them. */
  fault: RunFault
  times: number
  /** The people or conversations it is about, each name once; empty where it is about none of its own. */
  where: string[]
}

/** In the order their first was noted. About one person or conversation, its latest words represent the earlier ones. */
export function notesOf(faults: readonly RunFault[]): Note[] {
  const ofOne = Map.groupBy(faults, (it) => JSON.stringify([it.kind, it.code, idOf(it) ?? it.detail]))
  const latest = [...ofOne.values()].flatMap((same) => {
    const fault = same.at(-1)
    return fault ? [{ fault, times: same.length }] : []
  })
  const alike = Map.groupBy(latest, ({ fault }) =>
    JSON.stringify([fault.kind, fault.code, idOf(fault) === null, saysOf(fault)]),
  )
  return [...alike.values()].map((same) => ({
    fault: same.map(({ fault }) => fault).reduce((one, other) => (other.at >= one.at ? other : one)),
    times: same.reduce((sum, { times }) => sum + times, 0),
    where: [...new Set(same.flatMap(({ fault }) => nameOf(fault) ?? []))],
  }))
}

const idOf = ({ subjectId, conversationId }: RunFault) => subjectId ?? conversationId

/** What makes two notes equal: the cause with its figures; the words of one that has no cause as data. */
const saysOf = ({ notice, detail }: RunFault): unknown => notice ?? detail

function nameOf({ subjectName, subjectId, conversationName }: RunFault): string | null {
  return subjectName ?? subjectId ?? conversationName
}
