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

const SETUP = '/api/setup'
const CONNECTION = '/api/connection'

export function apiBackend(api: Api): Backend {
  const stream = streamOf(api)
  return {
    setup: () => api.get<Setup>(SETUP),
    connection: () => api.get<Connection>(CONNECTION),
    set: (body) => api.send<Setup>('PUT', SETUP, body),
    restart: () => api.send<undefined>('DELETE', SETUP),
    handOver: (body) => api.send<Setup>('PUT', `${SETUP}/credential`, body),
    makeCertificate: (body) => api.send<Setup>('POST', `${SETUP}/certificate`, body),
    check: (waitSeconds, onStep) =>
      stream<SetupProgress, Setup>(
        { method: 'POST', path: `${SETUP}/checks`, body: { upTo: 'consent', waitSeconds } },
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
      await api.send('POST', `${SETUP}/created`, body)
    },
    strikeCreated: (id) => api.send<undefined>('DELETE', `${SETUP}/created/${encodeURIComponent(id)}`),
  }
}
