import { Button, type ButtonProps } from '@fluentui/react-components'
import type { MouseEvent, ReactElement, ReactNode } from 'react'
import { useHref, useNavigate } from 'react-router'

interface LinkButtonProps {
  to: string
  children?: ReactNode
  appearance?: NonNullable<ButtonProps['appearance']>
  icon?: ReactElement
  size?: NonNullable<ButtonProps['size']>
}

/** A real link that looks like a button: it opens in a new tab when asked to, and routes in place otherwise. */
export function LinkButton({ to, children, ...look }: LinkButtonProps) {
  const navigate = useNavigate()
  const href = useHref(to)
  return (
    <Button
      as="a"
      href={href}
      onClick={(event: MouseEvent) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        void navigate(to)
      }}
      {...look}
    >
      {children}
    </Button>
  )
}
