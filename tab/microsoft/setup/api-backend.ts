import type { Api } from '../../api/client.ts'
import { streamOf } from '../../api/stream.ts'
import type { Backend } from './backend.ts'

export function apiBackend(api: Api): Backend {
  const stream = streamOf(api)
  return {
    setup: () => api.get('/api/setup'),
    connection: () => api.get('/api/connection'),
    set: (body) => api.send('PUT', '/api/setup', { body }),
    restart: () => api.send('DELETE', '/api/setup'),
    handOver: (body) => api.send('PUT', '/api/setup/credential', { body }),
    makeCertificate: (body) => api.send('POST', '/api/setup/certificate', { body }),
    check: (waitSeconds, onStep) =>
      stream(
        'POST',
        '/api/setup/checks',
        { body: { upTo: 'consent', waitSeconds } },
        { item: 'step', result: 'setup' },
        onStep,
      ),
    replaceCredential: (body, onCheck) =>
      stream('POST', '/api/connection/credential', { body }, { item: 'check', result: 'replaced' }, onCheck),
    async noteCreated(body) {
      await api.send('POST', '/api/setup/created', { body })
    },
    strikeCreated: (id) => api.send('DELETE', '/api/setup/created/{id}', { path: { id } }),
  }
}
