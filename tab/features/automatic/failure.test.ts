import { describe, expect, it } from 'vitest'
import { type FailureReason, SignInFailed, SignInNeeded } from '../../auth/token-source.ts'
import { MicrosoftRefusal, type RefusalKind } from '../../microsoft/refusal.ts'
import { shownFailure } from './failure.ts'
import { waitOf } from './StepRows.tsx'

const signIn = (reason: FailureReason, detail = '') => shownFailure(new SignInFailed(reason, detail))
const refusal = (kind: RefusalKind, service: 'graph' | 'azure' = 'graph') =>
  shownFailure(
    new MicrosoftRefusal({ service, kind, status: 403, code: 'Code', said: 'No.', requestId: 'r-1' }),
  )

describe('the words of a failure', () => {
  it('tell declining from closing', () => {
    expect(signIn('closed', 'AADSTS65004 access_denied')?.name).toBe('declined')
    expect(signIn('closed', 'user_cancelled')?.name).toBe('closed')
  })

  it('send to a colleague who lacks the rights, and no one else', () => {
    expect(signIn('approval')).toMatchObject({ name: 'approval', needsColleague: true })
    expect(refusal('rights')).toMatchObject({ name: 'rights', needsColleague: true, code: '403 Code r-1' })
    expect(refusal('rights', 'azure')).toMatchObject({ azure: true })
    expect(signIn('blocked')).toMatchObject({ name: 'blocked', needsColleague: false })
  })

  it('have a sentence for whatever else there is', () => {
    for (const reason of ['setup', 'role', 'storage', 'host', 'unknown'] as const)
      expect(signIn(reason)?.name).toBe('signIn')
    expect(shownFailure(new SignInNeeded('ended'))?.name).toBe('ended')
    expect(refusal('sign-in')?.name).toBe('ended')
    expect(refusal('refused')).toMatchObject({ name: 'refused', said: 'No.' })
    expect(shownFailure(new Error('of the server'))).toBeUndefined()
  })
})

describe('waiting', () => {
  it('is told for Graph and for our server alike', () => {
    expect(waitOf({ why: 'replication', waitedMs: 3000, upToMs: 120_000 }, undefined)).toEqual({
      words: 'replication',
      waitedSeconds: 3,
      upToSeconds: 120,
    })
    expect(waitOf(undefined, undefined)).toBeUndefined()
  })
})
