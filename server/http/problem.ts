/**
 * Everything that is thrown behind the door leaves it as one problem document (RFC 9457). A `VaultError` says what an
 * operator may read; Express's own refusals get our words; anything else is a bug of ours, of which only the request id
 * is shown.
 */

import type { Response } from 'express'
import type { z } from 'zod'
import type { Problem, ProblemStatus } from '../contract/index.ts'
import { notice, type PlainCode } from '../domain/notice.ts'
import { toVaultError, VaultError } from '../domain/vault-error.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** Status nginx made known for a caller that went away; written to the log, never sent. */
export const CLIENT_GONE = 499

/** RFC 9457: a title belongs to the kind of problem, not to the occurrence. */
const TITLES: Readonly<Record<ProblemStatus, string>> = {
  400: 'The request wasn’t understood',
  401: 'Sign in to continue',
  402: 'The service requires payment',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not possible here',
  409: 'Not possible now',
  410: 'No longer there',
  413: 'Too large',
  415: 'Not JSON',
  416: 'Not within the file',
  422: 'Not accepted',
  429: 'Too many requests',
  500: 'Something went wrong in Chatvault',
  502: 'Microsoft 365 didn’t answer as expected',
  503: 'Not available right now',
}

/** The problem document of anything that was thrown. */
export function problemOf(thrown: unknown, requestId: string): Problem {
  const error = asVaultError(thrown)
  const { requestId: _, ...members } = error.members as { requestId?: unknown }
  return {
    type: `urn:chatvault:problem:${error.code}`,
    title: titleOf(error.status),
    status: error.status,
    detail: error.code === 'internal' ? 'An unexpected error stopped this request.' : error.message,
    code: error.code,
    hint: error.hint,
    notice: error.notice,
    ...members,
    requestId,
  }
}

function titleOf(status: number): string {
  return (TITLES as Readonly<Record<number, string>>)[status] ?? TITLES[status < 500 ? 400 : 500]
}

/** Sends `problem` as the whole answer. */
export function sendProblem(response: Response, problem: Problem): void {
  const challenge = challengeOf(problem)
  if (challenge) response.set('WWW-Authenticate', challenge)
  response.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem))
}

/** RFC 6750, section 3: how to ask for a token, and what was wrong with the one that came. Claims as Entra's APIs ask. */
function challengeOf({ status, code, claims }: Problem): string | undefined {
  if (claims !== undefined)
    return `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`
  if (code === 'scope-missing') return 'Bearer error="insufficient_scope", scope="access_as_user"'
  if (status !== 401) return undefined
  return code === 'token-missing' ? 'Bearer' : `Bearer error="invalid_token", error_description="${code}"`
}

function asVaultError(thrown: unknown): VaultError {
  const refusal = thrown instanceof VaultError ? undefined : refusalOfExpress(thrown)
  const error = refusal ?? toVaultError(thrown, 'answer the request')
  return error.code === 'internal' ? defect(thrown) : error
}

/** The members of a request that its schema refuses. Thrown by the routes only: a Zod error from elsewhere is a defect. */
export function invalidRequest(error: z.ZodError): VaultError {
  const faults = error.issues.flatMap(faultsOf)
  const why = faults.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')
  return new VaultError({
    notice: notice('invalid-request', { quoted: why }),
    status: 400,
    attempted: 'read the request',
    why,
    hint: 'Correct the members named here, then send the request again.',
    members: { faults },
    cause: error,
  })
}

/** A string of the request that no database and no address can hold. */
export function notText(path: string): VaultError {
  const message = 'This has a character that isn’t text: U+0000, or half of a surrogate pair.'
  const why = path ? `${path}: ${message}` : message
  return new VaultError({
    notice: notice('invalid-request', { quoted: why }),
    status: 400,
    attempted: 'read the request',
    why,
    hint: 'Remove the character, then send the request again.',
    members: { faults: [{ path, message }] },
  })
}

/** An unknown member is a fault of its own, named by its path. */
function faultsOf(issue: z.core.$ZodIssue): { path: string; message: string }[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path.join('.'), message: issue.message }]
  return issue.keys.map((key) => ({
    path: [...issue.path, key].join('.'),
    message: 'This member isn’t known here.',
  }))
}

const REFUSALS: Readonly<Record<string, { code: PlainCode; why: string; hint: string }>> = {
  'entity.parse.failed': {
    code: 'bad-json',
    why: 'the body isn’t JSON',
    hint: 'Send a JSON object with Content-Type: application/json.',
  },
  'entity.too.large': {
    code: 'too-large',
    why: 'the body is larger than this call accepts',
    hint: 'Send less at a time.',
  },
  'encoding.unsupported': {
    code: 'not-json',
    why: 'the body has an unknown encoding',
    hint: 'Send plain JSON.',
  },
}

/** Express and its body parser throw errors with a 4xx `status` and a `type`; their messages may quote the body. */
function refusalOfExpress(thrown: unknown): VaultError | undefined {
  const { status, type } = (thrown ?? {}) as { status?: unknown; type?: unknown }
  if (!(thrown instanceof Error) || typeof status !== 'number' || status < 400 || status > 499)
    return undefined
  const known = REFUSALS[String(type)] ?? {
    code: 'bad-request' as const,
    why: 'the request is malformed',
    hint: 'Check the address, headers, and body of the request.',
  }
  return new VaultError({ ...known, status, attempted: 'read the request', cause: thrown })
}

function defect(cause: unknown): VaultError {
  return new VaultError({
    code: 'internal',
    status: 500,
    attempted: 'answer the request',
    why: 'an unexpected error',
    hint: 'Try again. If this keeps happening, give the request ID to your Chatvault server admin: the log has the details under it.',
    cause,
  })
}
