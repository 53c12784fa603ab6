/** Where in the tab an alert leads. */
import type { Occurrence } from '../../domain/alert.ts'

export function placeOf({ event, data }: Occurrence): string {
  switch (event) {
    case 'run-failed':
    case 'run-faults':
      return `/runs/${encodeURIComponent(data.runId)}`
    case 'run-late':
    case 'gap-too-wide':
      return '/runs'
    case 'limit-80':
    case 'limit-reached':
    case 'credential-expiring':
    case 'permission-lost':
      return '/connection'
    case 'verification-failed':
      return '/integrity'
    case 'weekly-summary':
      return '/'
    case 'test':
      return '/alerts'
  }
}
