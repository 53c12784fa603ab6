/** Health of the connection: what the daily check found. */
import { z } from 'zod'
import { CheckName } from './connection.ts'
import { instant } from './fields.ts'
import { notice } from './notice.ts'

export const HealthColour = z.enum(['green', 'amber', 'red'])
export type HealthColour = z.infer<typeof HealthColour>

/** `credential`: how long it lasts; `clock`: ours against Microsoft's; `optional`: permissions Chatvault works without; `billing`: whether Microsoft asks for it. */
export const HealthName = z.enum([...CheckName.options, 'optional', 'billing', 'credential', 'clock'])
export type HealthName = z.infer<typeof HealthName>

export const HealthItem = z.object({
  name: HealthName,
  state: HealthColour,
  code: z.string(),
  notice,
  detail: z.string(),
  hint: z.string(),
  checkedAt: instant,
})
export type HealthItem = z.infer<typeof HealthItem>

/** Without items: no one has looked yet. With `Accept: application/x-ndjson` each item of a check is a line of its own. */
export const Health = z.object({
  overall: HealthColour,
  items: z.array(HealthItem),
  nextCheckAt: instant.nullable(),
})
export type Health = z.infer<typeof Health>
