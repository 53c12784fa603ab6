import { createContext, useContext } from 'react'

export interface TeamsApp {
  readonly appId: string
  /** Where links into the organization's Teams begin. */
  readonly url: string
}

const Context = createContext<TeamsApp | undefined>(undefined)

export const TeamsAppProvider = Context.Provider

/** The app in Teams, if the server was told of it and knows the address of the cloud's Teams. */
export function useTeamsApp(): TeamsApp | undefined {
  return useContext(Context)
}
