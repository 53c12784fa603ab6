import type {
  Connection,
  CredentialCheck,
  CredentialReplaced,
  Onboarding,
  OnboardingProgress,
} from '../../../server/contract/index.ts'
import type { Api } from '../../api/client.ts'
import { streamOf } from '../../api/stream.ts'
import type { Backend } from './backend.ts'

const ONBOARDING = '/api/onboarding'
const CONNECTION = '/api/connection'

export function apiBackend(api: Api): Backend {
  const stream = streamOf(api)
  return {
    onboarding: () => api.get<Onboarding>(ONBOARDING),
    connection: () => api.get<Connection>(CONNECTION),
    set: (body) => api.send<Onboarding>('PUT', ONBOARDING, body),
    restart: () => api.send<undefined>('DELETE', ONBOARDING),
    handOver: (body) => api.send<Onboarding>('PUT', `${ONBOARDING}/credential`, body),
    makeCertificate: (body) => api.send<Onboarding>('POST', `${ONBOARDING}/certificate`, body),
    check: (waitSeconds, onStep) =>
      stream<OnboardingProgress, Onboarding>(
        { method: 'POST', path: `${ONBOARDING}/checks`, body: { upTo: 'consent', waitSeconds } },
        { item: 'step', result: 'onboarding' },
        onStep,
      ),
    replaceCredential: (body, onCheck) =>
      stream<CredentialCheck, CredentialReplaced>(
        { method: 'POST', path: `${CONNECTION}/credential`, body },
        { item: 'check', result: 'replaced' },
        onCheck,
      ),
    async noteCreated(body) {
      await api.send('POST', `${ONBOARDING}/created`, body)
    },
    strikeCreated: (id) => api.send<undefined>('DELETE', `${ONBOARDING}/created/${encodeURIComponent(id)}`),
  }
}
