import { describe, expect, it } from 'vitest'
import type { CreatedObject } from '../../../server/contract/index.ts'
import { lendersOf, undoable } from './CreatedList.tsx'

const APP = '11111111-2222-4333-8444-555555555555'
const credential = { kind: 'secret', hint: 'abc', expiresAt: null, keyId: null } as const
const connected = {
  applicationId: APP.toUpperCase(),
  credential: { ...credential, setAt: '2026-11-03T10:00:00Z' },
}
const EARLIER = '2026-11-03T09:00:00Z'
const LATER = '2026-11-03T11:00:00Z'

const entry = (
  kind: CreatedObject['kind'],
  at: string,
  applicationId: string | null = APP,
): CreatedObject => ({
  kind,
  at,
  applicationId,
  id: `${kind} ${at}`,
  name: kind,
})

describe('what may be undone', () => {
  it('is all that was made while nothing is connected, but for temporary permissions', () => {
    const created = [entry('application', EARLIER), entry('delegated-grant', EARLIER)]
    const none = { applicationId: null, credential: null }
    expect(undoable({ created }, none).map(({ kind }) => kind)).toEqual(['application'])
  })

  it('is nothing that the connected app lives on, however late it was made', () => {
    const created = [
      entry('application', EARLIER),
      entry('app-role', LATER),
      entry('billing-account', LATER),
      entry('secret', EARLIER),
    ]
    expect(undoable({ created }, connected)).toEqual([])
  })

  it('is a secret that came after the one in use, and whatever belongs to another app', () => {
    const created = [entry('secret', LATER), entry('application', EARLIER, APP.replace('1', '9'))]
    expect(undoable({ created }, connected)).toEqual(created)
  })

  it('goes by the time where no one told the app', () => {
    const created = [entry('application', EARLIER, null), entry('application', LATER, null)]
    expect(undoable({ created }, connected)).toEqual(created.slice(1))
  })
})

describe('whose rights are lent', () => {
  it('names each person once', () => {
    const grant = (name: string) => ({ ...entry('delegated-grant', EARLIER), name })
    expect(lendersOf([grant('mia'), grant('ben'), grant('mia')])).toBe('mia, ben')
    expect(lendersOf([entry('secret', EARLIER)])).toBe('')
  })
})
