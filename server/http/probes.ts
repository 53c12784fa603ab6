/** What orchestrators and Prometheus ask, without a token. */

import { Router } from 'express'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { ReadinessService } from '../services/readiness.ts'
import { noStore } from './headers.ts'
import type { Metrics } from './metrics.ts'

export function probeRouter(
  health: ReadinessService,
  metrics: Pick<Metrics, 'registry'>,
  stopping: AbortSignal,
): Router {
  const router = Router()
  router.use(['/healthz', '/readyz', '/metrics'], noStore)
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  router.get('/readyz', async (_request, response) => {
    if (stopping.aborted) throw notReady('the server is stopping', stopping.reason)
    await health.ready().catch((error: unknown) => {
      throw notReady('the database or the archive can’t be reached', error)
    })
    response.json({ status: 'ready' })
  })
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
  return router
}

function notReady(why: string, cause: unknown): VaultError {
  return new VaultError({
    notice: notice('not-ready', { quoted: why }),
    status: 503,
    attempted: 'be ready',
    why,
    hint: 'The server log has the reason. The check is repeated automatically.',
    retry: 'later',
    cause,
  })
}
