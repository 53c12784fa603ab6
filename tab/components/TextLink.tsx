import { Link, type LinkProps } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useHref, useNavigate } from 'react-router'

/** Fluent's link, routed in place. */
export function TextLink({
  to,
  children,
  ...look
}: { to: string; children: ReactNode } & Pick<LinkProps, 'inline'>) {
  const navigate = useNavigate()
  return (
    <Link
      href={useHref(to)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        void navigate(to)
      }}
      {...look}
    >
      {children}
    </Link>
  )
}
