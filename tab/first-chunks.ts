/**
 * Gathers everything the tab needs before its first screen into two files, what others wrote (which changes seldom, so
 * that a browser keeps it over many versions) and what we wrote. Left alone, the bundler cuts it into dozens of small files
 * along the lines of the later screens, and a browser that fetches six at a time waits for them in rows.
 */
import type { Rolldown } from 'vite'

type Graph = { getModuleInfo(id: string): Rolldown.ModuleInfo | null }

/** `start` begins the tab; `pages` are the entries beside it, which must not drag the tab along for a file they share. */
export function firstChunks(start: string, pages: readonly string[]): Rolldown.CodeSplittingGroup {
  let first: Set<string> | undefined
  return {
    name(id, graph) {
      first ??= reachable(start, graph).difference(all(pages.map((page) => reachable(page, graph))))
      if (!first.has(id)) return null
      return id.includes('/node_modules/') ? 'vendor' : 'tab'
    },
    tags: ['$initial'],
    debugName: 'first screen',
    includeDependenciesRecursively: false,
  }
}

/** By static imports: what is fetched later by `import()` remains apart. */
function reachable(from: string, graph: Graph): Set<string> {
  const seen = new Set<string>()
  const rest = [from]
  for (let id = rest.pop(); id !== undefined; id = rest.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    rest.push(...(graph.getModuleInfo(id)?.importedIds ?? []))
  }
  return seen
}

function all(sets: readonly Set<string>[]): Set<string> {
  return sets.reduce((sum, set) => sum.union(set), new Set<string>())
}
