import { createHmac } from 'node:crypto'
import type { AuditSeal } from '../books/audit-chain.ts'

/** A chain of tests is sealed as one of the product, under a key that everyone knows. */
export const testSeal: AuditSeal = (text) => createHmac('sha256', 'test').update(text).digest('hex')
