/** Numbers of this process for Prometheus, in a registry of our own. */
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export type RequestLabels = { readonly method: string; readonly route: string; readonly status: number }

export type Metrics = {
  /** Of this process: what anyone may see. */
  readonly registry: Pick<Registry, 'contentType' | 'metrics'>
  observeRequest(labels: RequestLabels, seconds: number): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'chatvault_' })
  const durations = new Histogram({
    name: 'chatvault_http_request_seconds',
    help: 'Time to answer an HTTP request, by route template',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  return {
    registry,
    observeRequest: (labels, seconds) => durations.observe({ ...labels }, seconds),
  }
}
