import { createContext, useContext } from 'react'

const Context = createContext<string | undefined>(undefined)

export const TeamsAppProvider = Context.Provider

/** The id of the app in Teams, if the server was told. */
export function useTeamsAppId(): string | undefined {
  return useContext(Context)
}
