import { Link, type LinkProps } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useHref, useNavigate } from 'react-router'

/** Fluent's link, routed in place. `name`: read out instead of what is shown, where that is too short on its own. */
export function TextLink({
  to,
  name,
  children,
  ...look
}: { to: string; name?: string; children: ReactNode } & Pick<LinkProps, 'inline'>) {
  const navigate = useNavigate()
  return (
    <Link
      href={useHref(to)}
      aria-label={name}
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
