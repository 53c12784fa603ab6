import type { Graph } from '../../graph/graph.ts'
import type { MicrosoftTime } from '../../graph/microsoft-time.ts'

/**
 * Microsoft's time now, at the earliest. Asks Microsoft when no answer of the last minute tells; undefined when its answers
 * carry no date. Lanes that need it together ask once.
 */
export function askMicrosoftTime(
  time: Pick<MicrosoftTime, 'isFresh' | 'earliest'>,
  graph: Pick<Graph, 'organization'>,
  signal: AbortSignal,
): () => Promise<Date | undefined> {
  let asking: Promise<unknown> | undefined
  return async () => {
    if (!time.isFresh()) {
      asking ??= graph.organization(signal).finally(() => {
        asking = undefined
      })
      await asking
    }
    return time.earliest()
  }
}
