import { setTimeout as delay } from 'node:timers/promises'
import type { Run } from '../../server/contract/index.ts'
import type { Stage } from '../../tab/e2e/stage.ts'

/** Connects the tenant and takes its first backup. */
export async function backedUp(stage: Stage): Promise<void> {
  const { sandbox, api } = stage
  await api.send('PUT', '/api/connection', {
    applicationId: sandbox.app.clientId,
    clientSecret: sandbox.app.clientSecret,
    testMailbox: 'mia.berg@contoso.com',
    monthlyMessageLimit: 50_000,
    costAcknowledged: true,
    secretExpiresAt: new Date(Date.now() + 400 * 86_400_000).toISOString(),
  })
  await backUp(stage)
}

/** Takes a backup of what is connected. */
export async function backUp({ api }: Stage): Promise<void> {
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', {})
  while (!(await api.get<Run>(`/api/runs/${id}`)).endedAt) await delay(500)
}
