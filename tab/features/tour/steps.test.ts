import { describe, expect, it } from 'vitest'
import { stepsOn } from './steps.ts'

/** A screen on which everything is shown. */
const everything = {
  querySelector: () => ({ getClientRects: () => [{}] }),
} as unknown as ParentNode // a page of the real kind needs a browser

const named = (permissions: readonly string[]) => stepsOn(everything, permissions).map(({ name }) => name)

describe('the tour', () => {
  it('speaks to each role of what that role may do', () => {
    expect(named(['status.read', 'archive.read'])).toEqual(['protection', 'month', 'archive', 'menu'])
    expect(named(['status.read', 'run.start', 'scope.set'])).toEqual(['protection', 'run', 'month', 'menu'])
    expect(named(['setup.manage', 'run.start', 'archive.read', 'connection.save'])).toEqual([
      ...['protection', 'connect', 'run', 'month', 'archive', 'connection', 'menu'],
    ])
  })
})
