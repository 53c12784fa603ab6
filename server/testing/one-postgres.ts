/** Before the first test of the server: one PostgreSQL for all files. Starting one takes a second of processor time. */
import type { TestProject } from 'vitest/node'
import { startPostgresServer } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a role that may do anything, and of no database in particular. */
    postgresUrl: string
  }
}

export default async function startOne(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgresServer()
  project.provide('postgresUrl', server.url)
  return () => server.stop()
}
