import { expect, it } from 'vitest'
import { ChangeSetup, ConsentQuery, NoteCreated, SaveConnection, TestConnection } from './index.ts'

const ID = '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'
const applicationId = ID.toUpperCase()

it('takes an application ID in either case, and hands it on in lower case, whichever door it comes by', () => {
  const test = { applicationId, testMailbox: 'mia@contoso.com' }
  const created = { kind: 'secret', id: ID, name: 'chatvault', applicationId }
  const taken = [
    ConsentQuery.parse({ applicationId }),
    ChangeSetup.parse({ applicationId }),
    TestConnection.parse(test),
    SaveConnection.parse({ ...test, monthlyMessageLimit: null, costAcknowledged: true }),
    NoteCreated.parse(created),
  ]
  expect(taken.map((body) => body.applicationId)).toEqual(taken.map(() => ID))
})
