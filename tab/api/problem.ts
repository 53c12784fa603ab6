import type { Problem } from '../../server/http/contract.ts'

/** A request that did not do what was asked. `problem` says what failed and what to do, in the operator's words. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ApiError'
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }
}

/** A problem of ours, for what fails before the server can describe it. Status 0: there was no answer. */
export function localProblem(code: string, title: string, detail: string, hint: string, status = 0): Problem {
  return { type: 'about:blank', title, status, detail, code, hint }
}

export function unreachable(): ApiError {
  return new ApiError(
    localProblem(
      'network',
      'Chatvault can’t be reached',
      'The request did not get an answer.',
      'Check your internet connection, then try again.',
    ),
  )
}

/** Reads the problem document of an answer; an answer without one becomes a problem with its status. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined)
  if (isProblem(body)) return body
  return localProblem(
    `http-${response.status}`,
    'Something went wrong',
    `The server answered with status ${response.status}.`,
    'Try again in a moment. If it stays, give this code to whoever runs Chatvault for you.',
    response.status,
  )
}

export function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false
  const it = value as Partial<Problem>
  return typeof it.code === 'string' && typeof it.title === 'string' && typeof it.status === 'number'
}

/** The problem of anything that was thrown. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem
  const detail = error instanceof Error ? error.message : String(error)
  return localProblem(
    'unexpected',
    'Something went wrong',
    detail,
    'Try again. If it stays, reload the page.',
  )
}
