import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { API_TYPES, apiTypes } from './api-types.ts'

it('the addresses the tab is compiled with are those of the routes; else: npm run api-types', async () => {
  expect(await readFile(API_TYPES, 'utf8')).toBe(await apiTypes())
})
