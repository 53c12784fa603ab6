import { describe, expect, it } from 'vitest'
import type { RunFault } from '../../../server/contract/index.ts'
import { notesOf } from './notes.ts'

const fault = (change: Partial<RunFault>): RunFault => ({
  subjectId: null,
  subjectName: null,
  conversationId: null,
  conversationName: null,
  kind: 'fault',
  code: 'http-403',
  notice: { code: 'missing-permission', params: { names: ['Chat.Read.All'] } } as RunFault['notice'],
  detail: 'Refused.',
  hint: '',
  at: '2026-11-22T10:00:00.000Z',
  ...change,
})
const of = (id: string, change: Partial<RunFault> = {}) =>
  fault({ subjectId: id, subjectName: id, ...change })
const shown = (faults: RunFault[]) => notesOf(faults).map(({ where, times }) => [where, times])

describe('the notes of a run', () => {
  it('are one where they are equal, with all they are about', () => {
    expect(shown([of('Ann'), of('Ben'), of('Ann')])).toEqual([[['Ann', 'Ben'], 3]])
    const chat = (name: string) => fault({ conversationId: name, conversationName: name })
    expect(shown([chat('The plan'), chat('Lunch')])).toEqual([[['The plan', 'Lunch'], 2]])
  })

  it('are apart where cause, figures or kind differ, or no one’s name is known', () => {
    const other = { notice: { code: 'missing-permission', params: { names: ['User.Read.All'] } } }
    const faults = [
      of('Ann'),
      of('Ben', other as Partial<RunFault>),
      of('Cyd', { kind: 'alert' }),
      fault({ detail: 'The whole run.' }),
    ]
    expect(shown(faults)).toEqual([
      [['Ann'], 1],
      [['Ben'], 1],
      [['Cyd'], 1],
      [[], 1],
    ])
    expect(shown([of('Ann'), of('Ben', { code: 'http-404' })])).toEqual([
      [['Ann'], 1],
      [['Ben'], 1],
    ])
  })

  it('are apart about one person too: what was skipped, and each cause', () => {
    const about = [of('Ann'), of('Ann', { kind: 'alert' }), of('Ann', { code: 'http-404' })]
    expect(notesOf(about).map(({ fault: { kind, code } }) => [kind, code])).toEqual([
      ['fault', 'http-403'],
      ['alert', 'http-403'],
      ['fault', 'http-404'],
    ])
  })

  it('name who has no name by their id, and two of one name once', () => {
    const nameless = fault({ subjectId: '4f1c', subjectName: null })
    expect(shown([nameless, of('Ann'), { ...of('Ann'), subjectId: 'another Ann' }])).toEqual([
      [['4f1c', 'Ann'], 3],
    ])
  })

  it('of before notices are equal by their words', () => {
    const old = { notice: null, detail: 'The mailbox is gone.' }
    expect(shown([of('Ann', old), of('Ben', old), of('Cyd', { ...old, detail: 'Other.' })])).toEqual([
      [['Ann', 'Ben'], 2],
      [['Cyd'], 1],
    ])
    const ofNobody = (detail: string) => fault({ notice: null, detail })
    expect(notesOf([ofNobody('The first.'), ofNobody('The second.')])).toHaveLength(2)
  })

  it('say of one person what was said last', () => {
    const [note] = notesOf([of('Ann'), of('Ann', { detail: 'Later.' })])
    expect(note).toMatchObject({ fault: { detail: 'Later.' }, times: 2, where: ['Ann'] })
  })

  it('are shown with the latest of them, whoever came first', () => {
    const noted = (name: string, minute: number) => of(name, { at: `2026-11-22T10:0${minute}:00.000Z` })
    const latest = (...faults: RunFault[]) => notesOf(faults).map(({ fault: { at } }) => at)
    expect(latest(noted('Ann', 1), noted('Ben', 2))).toEqual(['2026-11-22T10:02:00.000Z'])
    expect(latest(noted('Ann', 1), noted('Ben', 2), noted('Ann', 3))).toEqual(['2026-11-22T10:03:00.000Z'])
  })
})
