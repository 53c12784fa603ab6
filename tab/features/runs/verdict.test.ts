import { describe, expect, it } from 'vitest'
import { type Run, RunState } from '../../../server/contract/index.ts'
import { verdictOf } from './verdict.ts'

const COUNTS = [0, 1, 3]

/** Every state with every mixture of people and faults. */
function* everyRun() {
  for (const state of RunState.options)
    for (const read of COUNTS)
      for (const skipped of COUNTS)
        for (const failed of COUNTS)
          for (const waiting of COUNTS)
            for (const faults of COUNTS)
              for (const notes of [false, true]) {
                const totals = {
                  subjects: read + skipped + failed + waiting,
                  subjectsRead: read,
                  subjectsSkipped: skipped,
                  subjectsFailed: failed,
                  subjectsWaiting: waiting,
                  faults,
                } as Run['totals']
                yield { run: { state, totals }, notes }
              }
}

describe('what is said of a run', () => {
  it('is that everything is archived only of a completed run without faults, in which no one waits and everyone was read', () => {
    for (const { run, notes } of everyRun()) {
      const { subjects, subjectsRead, faults } = run.totals
      const whole = run.state === 'completed' && faults === 0 && subjects > 0 && subjectsRead === subjects
      expect(verdictOf(run, notes)?.says === 'all', JSON.stringify({ run, notes })).toBe(whole && !notes)
    }
  })

  it('names who was not reached, whatever else there is to say', () => {
    for (const { run, notes } of everyRun()) {
      const verdict = verdictOf(run, notes)
      const { subjectsWaiting } = run.totals
      if (verdict === undefined || subjectsWaiting === 0) continue
      expect(verdict).toEqual({ says: 'notReached', count: subjectsWaiting })
    }
  })

  it('is nothing while it continues or waits, and always something once it has ended', () => {
    for (const { run, notes } of everyRun()) {
      const open = ['queued', 'running', 'suspended'].includes(run.state)
      expect(verdictOf(run, notes) === undefined).toBe(open)
    }
  })

  it('never calls a run whole in which a person failed or something was lost', () => {
    for (const { run, notes } of everyRun()) {
      const { subjectsFailed, faults } = run.totals
      if (subjectsFailed + faults === 0) continue
      expect(verdictOf(run, notes)?.says ?? '').not.toMatch(/^all/)
    }
  })
})
