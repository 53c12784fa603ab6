import { ChevronLeft20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { LinkButton } from './LinkButton.tsx'

/** The way up, above a title. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <span style={{ display: 'inline-block', marginInlineStart: '-8px', marginBottom: '4px' }}>
      <LinkButton appearance="subtle" size="small" icon={<ChevronLeft20Regular />} to={to}>
        {children}
      </LinkButton>
    </span>
  )
}
