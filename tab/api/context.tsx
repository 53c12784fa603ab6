import { createContext, type ReactNode, useContext } from 'react'
import type { Me } from '../../server/contract/index.ts'
import type { SignedIn } from '../auth/token-source.ts'
import type { Api } from './client.ts'

interface Signed {
  api: Api
  me: Me
  /** As Microsoft calls the account: for display, and to be offered first where Microsoft asks for one. */
  who: SignedIn
  /** Undefined where no one signs out: a Microsoft host signs people in. */
  signOut: (() => void) | undefined
}

const Context = createContext<Signed | undefined>(undefined)

export function SignedProvider({ value, children }: { value: Signed; children: ReactNode }) {
  return <Context.Provider value={value}>{children}</Context.Provider>
}

function useSigned(): Signed {
  const signed = useContext(Context)
  if (!signed) throw new Error('Only inside SignedProvider: nobody is signed in yet.')
  return signed
}

export const useApi = (): Api => useSigned().api
export const useMe = (): Me => useSigned().me
export const useSignOut = (): (() => void) | undefined => useSigned().signOut
export const useWho = (): SignedIn => useSigned().who
