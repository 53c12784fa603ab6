import { createContext, useContext } from 'react'
import type { Names } from './reading/event-words.ts'

/** What a message needs to know of where it stands. */
export interface Thread {
  tenantId: string
  subjectId: string
  conversationId: string
  /** Names of people by id, for rows that leave them out. */
  names: Names
}

const Context = createContext<Thread | undefined>(undefined)

export const ThreadProvider = Context.Provider

export function useThreadContext(): Thread {
  const thread = useContext(Context)
  if (!thread) throw new Error('Only inside ThreadProvider.')
  return thread
}
