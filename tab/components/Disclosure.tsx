import { Button } from '@fluentui/react-components'
import { ChevronDown20Regular, ChevronRight20Regular } from '@fluentui/react-icons'
import { type ReactNode, useId } from 'react'

interface DisclosureProps {
  label: string
  open: boolean
  onToggle: () => void
  children: ReactNode
}

/** What few people need, shown when they ask for it. */
export function Disclosure({ label, open, onToggle, children }: DisclosureProps) {
  const id = useId()
  return (
    <div>
      <Button
        appearance="subtle"
        icon={open ? <ChevronDown20Regular /> : <ChevronRight20Regular />}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={onToggle}
      >
        {label}
      </Button>
      {open && (
        <div id={id} style={{ marginTop: '12px' }}>
          {children}
        </div>
      )}
    </div>
  )
}
