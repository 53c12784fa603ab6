import { ChevronLeft20Regular, ChevronRight20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useDirection } from '../i18n/use-locale.ts'
import { LinkButton } from './LinkButton.tsx'

/** The way up, above a title. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  const back = useDirection() === 'rtl' ? <ChevronRight20Regular /> : <ChevronLeft20Regular />
  return (
    <span style={{ display: 'inline-block', marginInlineStart: '-8px', marginBottom: '4px' }}>
      <LinkButton appearance="subtle" size="small" icon={back} to={to}>
        {children}
      </LinkButton>
    </span>
  )
}
