import type {
  Connection,
  CredentialCheck,
  CredentialReplaced,
  Setup,
  SetupProgress,
} from '../../../server/contract/index.ts'
import type { Api } from '../../api/client.ts'
import { streamOf } from '../../api/stream.ts'
import type { Backend } from './backend.ts'

const ONBOARDING = '/api/setup'
const CONNECTION = '/api/connection'

export function apiBackend(api: Api): Backend {
  const stream = streamOf(api)
  return {
    setup: () => api.get<Setup>(ONBOARDING),
    connection: () => api.get<Connection>(CONNECTION),
    set: (body) => api.send<Setup>('PUT', ONBOARDING, body),
    restart: () => api.send<undefined>('DELETE', ONBOARDING),
    handOver: (body) => api.send<Setup>('PUT', `${ONBOARDING}/credential`, body),
    makeCertificate: (body) => api.send<Setup>('POST', `${ONBOARDING}/certificate`, body),
    check: (waitSeconds, onStep) =>
      stream<SetupProgress, Setup>(
        { method: 'POST', path: `${ONBOARDING}/checks`, body: { upTo: 'consent', waitSeconds } },
        { item: 'step', result: 'setup' },
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
