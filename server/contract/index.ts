/**
 * The HTTP contract: every request and answer of `/api` as a Zod schema. The server validates with these, the
 * OpenAPI document is generated from them, and the tab imports their types (types only).
 *
 * Instants are RFC 3339 UTC strings, ids opaque strings, money a decimal string with its currency beside it. A body with
 * a member it does not know is refused: a misspelt limit must not be taken for no limit.
 */
export * from './addresses.ts'
export * from './alerts.ts'
export * from './archive.ts'
export * from './audit.ts'
export * from './connection.ts'
export * from './consent.ts'
export * from './created-ids.ts'
export * from './erasures.ts'
export * from './exports.ts'
export * from './fields.ts'
export * from './forecasts.ts'
export * from './health.ts'
export * from './holds.ts'
export * from './notice.ts'
export * from './overview.ts'
export * from './people.ts'
export * from './problem.ts'
export * from './quota.ts'
export * from './reading.ts'
export * from './restores.ts'
export * from './retention.ts'
export * from './runs.ts'
export * from './saved-searches.ts'
export * from './schedule.ts'
export * from './search.ts'
export * from './selection.ts'
export * from './session.ts'
export * from './setup.ts'
export * from './usage.ts'
export * from './verifications.ts'
