import { setTimeout as delay } from 'node:timers/promises'
import type { Run } from '../../server/contract/index.ts'
import type { Stage } from '../../tab/e2e/stage.ts'

/** Connects the tenant and takes its first backup. */
export async function backedUp({ sandbox, api }: Stage): Promise<void> {
  await api.send('PUT', '/api/connection', {
    applicationId: sandbox.app.clientId,
    clientSecret: sandbox.app.clientSecret,
    testMailbox: 'mia.berg@contoso.com',
    monthlyMessageLimit: 50_000,
    costAcknowledged: true,
    secretExpiresAt: new Date(Date.now() + 400 * 86_400_000).toISOString(),
  })
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
  while (!(await api.get<Run>(`/api/runs/${id}`)).endedAt) await delay(100)
}
