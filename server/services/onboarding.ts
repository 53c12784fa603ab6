/** The setup of a connection, step by step. */
import type { Onboarding } from '../http/contract.ts'
import type { Services } from './services.ts'

const NOTHING: Onboarding = {
  ...{ way: null, applicationId: null, displayName: 'Chatvault', leastSet: false, testMailbox: null },
  ...{ credential: null, certificate: null, steps: [], created: [], updatedAt: null },
  billing: { regime: 'metered', askedForAt: null, suggestion: 'nothing-to-do', association: null },
}

export function notYet(): Pick<Services, 'onboarding' | 'doctor' | 'credentialLife'> {
  const nothing = async () => NOTHING
  const refuse = () => Promise.reject(new Error('This is not built yet.'))
  return {
    onboarding: {
      ...{ get: nothing, set: nothing, keepSecret: nothing, makeCertificate: nothing, check: nothing },
      restart: async () => undefined,
      noteCreated: async (_operator, body) => ({ ...body, at: '2026-11-23T00:00:00.000Z' }),
      strikeCreated: async () => undefined,
    },
    doctor: { get: refuse, examine: refuse },
    credentialLife: { replace: refuse },
  }
}
