import { describe, expect, it } from 'vitest'
import type { ChatMessage } from '../domain/message.ts'
import { MAX_EMPTY_PAGES, type WalkStep, walkWindow } from './export-walk.ts'
import type { ExportPage, PageRequest } from './graph.ts'
import { GraphError } from './wire/graph-error.ts'

const window = { from: new Date('2026-11-21T00:00:00Z'), to: new Date('2026-11-22T00:00:00Z') }
const request = { userId: 'ada', window, top: 50, runId: 'run' }
const bounds = { from: '2026-11-21T00:00:00.000Z', to: '2026-11-22T00:00:00.000Z' }

function rows(...ids: string[]): ChatMessage[] {
  return ids.map((id) => ({ id, etag: id, chatId: 'c', createdDateTime: '', lastModifiedDateTime: '' }))
}

function refusal(httpStatus: number, code: string, why = ''): GraphError {
  return new GraphError({ code, notice: null, why, attempted: '', hint: '', outcome: 'refused', httpStatus })
}

/** Answers in turn, and notes what was asked. */
function scripted(...answers: (Partial<ExportPage> | GraphError)[]) {
  const asked: PageRequest[] = []
  const graph = {
    exportPage: async (page: PageRequest): Promise<ExportPage> => {
      asked.push(page)
      const answer = answers[asked.length - 1]
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked too often')
      return { rows: [], top: page.top, next: undefined, ...answer }
    },
  }
  return { graph, asked }
}

async function steps(walk: AsyncIterable<WalkStep>): Promise<WalkStep[]> {
  const all: WalkStep[] = []
  for await (const step of walk) all.push(step)
  return all
}

describe('a walk over one window', () => {
  it('follows links to the last page and says after each where it stands', async () => {
    const { graph, asked } = scripted(
      { rows: rows('1', '2'), next: 'A' },
      { rows: [], next: 'B' },
      { rows: rows('3') },
    )
    expect(await steps(walkWindow(graph, request))).toEqual([
      { kind: 'page', rows: rows('1', '2'), position: { ...bounds, cursor: 'A', top: 50 } },
      { kind: 'page', rows: [], position: { ...bounds, cursor: 'B', top: 50 } },
      { kind: 'page', rows: rows('3'), position: { ...bounds, cursor: null, top: 50 } },
    ])
    expect(asked.map((page) => page.cursor)).toEqual([undefined, 'A', 'B'])
  })

  it('carries on with the size the month left for the first page', async () => {
    const { graph, asked } = scripted({ rows: rows('1'), top: 7, next: 'A' }, {})
    await steps(walkWindow(graph, request))
    expect(asked[1]).toMatchObject({ cursor: 'A', top: 7 })
  })

  it('continues from a position, and has nothing to do after the end', async () => {
    const { graph, asked } = scripted({ rows: rows('3') })
    await steps(walkWindow(graph, { ...request, position: { ...bounds, cursor: 'B', top: 20 } }))
    expect(asked).toMatchObject([{ cursor: 'B', top: 20 }])
    expect(
      await steps(walkWindow(graph, { ...request, position: { ...bounds, cursor: null, top: 20 } })),
    ).toEqual([])
  })

  it.each([
    refusal(410, 'Gone'),
    refusal(400, 'syncStateNotFound'),
    refusal(400, 'BadRequest', 'The skip token is invalid'),
    refusal(400, 'InvalidContinuationToken'),
    refusal(400, 'BadRequest', 'It is not well made'),
  ])(
    'reads the window again from its start when the place is no longer known ($httpStatus $code)',
    async (error) => {
      const { graph, asked } = scripted(error, { rows: rows('1'), next: 'A' }, { rows: rows('2') })
      const all = await steps(
        walkWindow(graph, { ...request, position: { ...bounds, cursor: 'old', top: 20 } }),
      )
      expect(all.map((step) => step.kind)).toEqual(['restarted', 'page', 'page'])
      expect(asked.map(({ cursor, top }) => [cursor, top])).toEqual([
        ['old', 20],
        [undefined, 50],
        ['A', 50],
      ])
    },
  )

  it('restarts once only', async () => {
    const gone = refusal(410, 'Gone')
    const { graph } = scripted({ next: 'A' }, gone, { next: 'B' }, gone)
    await expect(steps(walkWindow(graph, request))).rejects.toBe(gone)
  })

  it('takes a refused first page for what it is', async () => {
    const error = refusal(400, 'BadRequest', 'expired filter')
    const { graph, asked } = scripted(error)
    await expect(steps(walkWindow(graph, request))).rejects.toBe(error)
    expect(asked).toHaveLength(1)
  })

  it('steps one page back when a link leads to itself, and continues when the next one does not', async () => {
    const { graph, asked } = scripted(
      { rows: rows('1'), next: 'A' },
      { rows: rows('2'), next: 'L' },
      { rows: rows('2'), next: 'L' },
      { rows: rows('2'), next: 'B' },
      { rows: rows('3') },
    )
    const all = await steps(walkWindow(graph, request))
    expect(asked.map((page) => page.cursor)).toEqual([undefined, 'A', 'L', 'A', 'B'])
    expect(all.at(-1)).toMatchObject({ rows: rows('3'), position: { cursor: null } })
  })

  it('reads the window again when a stored link leads to itself', async () => {
    const { graph, asked } = scripted(
      { rows: rows('2'), next: 'L' },
      { rows: rows('1'), next: 'A' },
      { rows: rows('2') },
    )
    const all = await steps(walkWindow(graph, { ...request, position: { ...bounds, cursor: 'L', top: 50 } }))
    expect(all.map((step) => step.kind)).toEqual(['page', 'restarted', 'page', 'page'])
    expect(asked.map((page) => page.cursor)).toEqual(['L', undefined, 'A'])
  })

  it.each([
    [
      'the same link',
      [
        { rows: rows('1'), next: 'A' },
        { rows: rows('2'), next: 'A' },
        { rows: rows('1'), next: 'A' },
        { rows: rows('2'), next: 'A' },
      ],
    ],
    ['the same rows under new links', [1, 2, 3, 4].map((n) => ({ rows: rows('1', '2'), next: `L${n}` }))],
  ])('stops when %s keeps coming, and keeps what came', async (_, answers) => {
    const { graph } = scripted(...answers)
    const seen: string[] = []
    const walk = async () => {
      for await (const step of walkWindow(graph, request))
        if (step.kind === 'page') seen.push(...step.rows.map((row) => row.id))
    }
    await expect(walk()).rejects.toMatchObject({ code: 'export-loop', retry: 'never' })
    expect(new Set(seen)).toEqual(new Set(['1', '2']))
  })

  it('stops after too many empty pages in a row', async () => {
    const endless = Array.from({ length: 3 * MAX_EMPTY_PAGES }, (_, index) => ({ next: `L${index}` }))
    const { graph, asked } = scripted(...endless)
    await expect(steps(walkWindow(graph, request))).rejects.toMatchObject({ code: 'export-loop' })
    expect(asked.length).toBeLessThan(2 * MAX_EMPTY_PAGES + 5)
  })

  it('takes a page for empty only when no row came, message or not', async () => {
    const pages = Array.from({ length: 2 * MAX_EMPTY_PAGES + 9 }, (_, index) => ({
      strange: [{}],
      next: `L${index}`,
    }))
    const { graph } = scripted(...pages, { rows: rows('1') })
    expect(await steps(walkWindow(graph, request))).toHaveLength(2 * MAX_EMPTY_PAGES + 10)
  })
})
