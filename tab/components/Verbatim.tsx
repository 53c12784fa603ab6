import type { ReactNode } from 'react'

/** An id, an address, a name of Microsoft's: the same in every language, always left to right. */
export function Verbatim({ children }: { children: ReactNode }) {
  return (
    <bdi dir="ltr" translate="no">
      {children}
    </bdi>
  )
}

/** What someone is called, or called something: in its own direction, and not for a browser to translate. */
export function Name({ children }: { children: ReactNode }) {
  return (
    <bdi dir="auto" translate="no">
      {children}
    </bdi>
  )
}
