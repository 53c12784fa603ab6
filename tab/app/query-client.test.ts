import { describe, expect, it } from 'vitest'
import { ApiError, localProblem, unreachable } from '../api/problem.ts'
import { worthAsking } from './query-client.ts'

const refused = (status: number) => new ApiError(localProblem('x', 'x', 'x', 'x', status))

describe('a failed question', () => {
  it('is asked again when there was no answer or the server failed', () => {
    expect([unreachable(), refused(503)].map((it) => worthAsking(0, it))).toEqual([true, true])
  })

  it('is not asked again when the server refused it', () => {
    expect([400, 403, 404, 422].map((it) => worthAsking(0, refused(it)))).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  it('is given up after three times', () => {
    expect(worthAsking(2, unreachable())).toBe(false)
  })
})
