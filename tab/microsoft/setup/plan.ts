/** What a setup goes by, and what one step finds out for those after it. */
import type { Graph } from '../graph.ts'
import type { Backend } from './backend.ts'
import type { AppRegistration, Principal, RoleAssignment, WantedPermissions } from './directory.ts'
import type { Journal } from './journal.ts'

export interface RegisterPlan extends WantedPermissions {
  graph: Graph
  backend: Backend
  journal: Journal
  /** Where Chatvault is reached. */
  publicUrl: string
  displayName: string
  credential: { kind: 'secret' | 'certificate'; months: number }
  /** For the last step of the setup, where nothing was chosen yet. */
  suggested: { testMailbox: string | undefined }
  /** Short and never the same twice: names a secret before it has an id. */
  newName(): string
  now(): number
}

export interface Found {
  app?: AppRegistration | undefined
  principal?: Principal | undefined
  graphId?: string
  assigned?: RoleAssignment[]
  secret?: NewSecret | undefined
}

/** Between Microsoft's answer and our server; nowhere else. */
export interface NewSecret {
  text: string
  keyId: string
  expiresAt: string
}

export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A step ran before the one it needs.')
  return value
}
