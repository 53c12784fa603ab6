import type { Problem } from '../../server/contract/index.ts'
import { i18n } from '../i18n/index.ts'

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

const LOCAL = 'about:blank'

/**
 * A problem of ours, for what fails before the server can describe it: in the reader's language already. Status 0:
 * there was no answer.
 */
export function localProblem(code: string, title: string, detail: string, hint: string, status = 0): Problem {
  return { type: LOCAL, title, status, detail, code, hint }
}

/** Said by this side, so that nothing of it needs to be told in another language. */
export function isLocal({ type }: Problem): boolean {
  return type === LOCAL
}

export function unreachable(): ApiError {
  return new ApiError(
    localProblem(
      'network',
      i18n.t('problem.network.title'),
      i18n.t('problem.network.text'),
      i18n.t('problem.network.hint'),
    ),
  )
}

/** Reads the problem document of an answer; an answer without one becomes a problem with its status. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined)
  if (isProblem(body)) return body
  return localProblem(
    `http-${response.status}`,
    i18n.t('problem.noAnswer.title'),
    i18n.t('problem.noAnswer.text', { status: response.status }),
    i18n.t('problem.noAnswer.hint'),
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
  const message = error instanceof Error ? error.message : String(error)
  return localProblem(
    'unexpected',
    i18n.t('problem.unexpected.title'),
    i18n.t('problem.unexpected.text', { message }),
    i18n.t('problem.unexpected.hint'),
  )
}
