import { expect, it } from 'vitest'
import { refused } from './answer-errors.ts'
import { jsonOfBytes } from './json-bytes.ts'

const marked = (value: unknown) => Buffer.from(`\uFEFF${JSON.stringify(value)}`)

it('what stands behind a byte order mark is read, in good answers and in refusals', () => {
  expect(jsonOfBytes(marked({ value: ['ä'] }))).toEqual({ value: ['ä'] })
  const body = marked({ error: { code: 'Forbidden', message: 'Missing role permissions on the request.' } })
  expect(
    refused({ status: 403, headers: {}, body }, { attempted: 'read', ofExport: false, nowMs: 0 }),
  ).toMatchObject({ code: 'Forbidden', reach: 'tenant' })
})
