import { describe, expect, it } from 'vitest'
import { moved, type Phase, type State, workOf } from './phases.ts'

const PHASES: readonly Phase[] = ['ready', 'signing-in', 'running', 'holding', 'stopped', 'leaving', 'done']

function at(phase: Phase): State {
  const task = { name: 'setup' }
  if (phase === 'signing-in') return { phase, task, giveUp: () => undefined }
  return { phase, task, rows: [] }
}

const from = (phase: Phase) =>
  PHASES.filter((next) => {
    try {
      return moved(at(phase), at(next)).phase === next
    } catch {
      return false
    }
  })

describe('a piece of work at Microsoft', () => {
  it('goes from phase to phase as it is drawn, and nowhere else', () => {
    expect(Object.fromEntries(PHASES.map((phase) => [phase, from(phase)]))).toEqual({
      ready: ['ready', 'signing-in', 'running', 'leaving'],
      'signing-in': ['ready', 'running', 'stopped'],
      running: ['holding', 'stopped', 'done'],
      holding: ['ready', 'signing-in', 'running', 'leaving'],
      stopped: ['ready', 'signing-in', 'running', 'leaving'],
      leaving: ['ready'],
      done: ['ready', 'signing-in', 'running', 'leaving'],
    })
  })

  it('shows of each phase what belongs to it: a failure is gone once something continues', () => {
    const failure = new Error('no')
    const stopped = workOf({ phase: 'stopped', task: { name: 'setup' }, rows: [], failure }, ['mia'])
    expect(stopped).toMatchObject({ phase: 'stopped', job: 'setup', failure, granted: ['mia'] })
    expect(workOf(at('signing-in'), ['mia'])).toEqual({
      phase: 'signing-in',
      job: 'setup',
      rows: [],
      granted: ['mia'],
      wait: undefined,
      progress: undefined,
      failure: undefined,
      question: undefined,
    })
  })
})
