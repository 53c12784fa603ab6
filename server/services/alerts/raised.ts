/** The list of what was raised, with what became of each delivery. */
import type { z } from 'zod'
import type { AlertRow, Alerts, DeliveryRow } from '../../books/alerts.ts'
import type { Alert, AlertDelivery, PageQuery } from '../../contract/index.ts'
import { isTrouble, type Occurrence, severityOf } from '../../domain/alert.ts'
import { toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { decodeCursor, NumberPosition, type Page, pageOf } from '../cursor.ts'
import { placeOf } from './places.ts'
import { tell } from './words/words.ts'

export type AlertService = {
  /** Newest first. */
  list(operator: Operator, page: z.output<typeof PageQuery>): Promise<Page<Alert>>
}

export function createAlertService({
  alerts,
}: {
  readonly alerts: Pick<Alerts, 'list' | 'deliveriesOf'>
}): AlertService {
  return {
    async list({ tenantId }, { limit, cursor }) {
      const before = decodeCursor(NumberPosition, cursor)?.no
      const rows = await alerts.list(tenantId, { limit: limit + 1, before })
      const deliveries = await alerts.deliveriesOf(
        tenantId,
        rows.map(({ id }) => id),
      )
      const bySubject = Map.groupBy(deliveries, ({ subject }) => subject)
      const toItem = (row: AlertRow) => toAlert(row, bySubject.get(row.id) ?? [])
      return pageOf(rows, limit, toItem, ({ no }) => ({ no }))
    },
  }
}

/** Words for callers of the API are English; a reader's are in the tab. */
function toAlert({ id, event, data, at, endedAt }: AlertRow, deliveries: readonly DeliveryRow[]): Alert {
  const occurrence = { event, data } as Occurrence
  return {
    id,
    event,
    severity: severityOf(event),
    ...tell('en', occurrence, false),
    at: toInstant(at),
    resolvedAt: isTrouble(event) && endedAt ? toInstant(endedAt) : null,
    href: placeOf(occurrence),
    deliveries: deliveries.map(toDelivery),
  }
}

function toDelivery(row: DeliveryRow): AlertDelivery {
  const { channelId, kind, shown, about, state, attempts, createdAt, triedAt, nextAt, answer } = row
  return {
    channelId,
    kind,
    target: shown,
    about: about === 'resolved' ? 'resolved' : 'raised',
    state,
    attempts,
    at: toInstant(triedAt ?? createdAt),
    nextAt: state === 'waiting' ? toInstant(nextAt) : null,
    answer,
  }
}
