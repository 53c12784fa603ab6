import { Button, type ButtonProps, Tooltip } from '@fluentui/react-components'
import { type ActionName, useWhyNot } from './permissions.ts'

type GuardedButtonProps = ButtonProps & {
  action: ActionName
  /** Another reason why it cannot be pressed now; the role's reason comes first. */
  blocked?: string | undefined
}

/** A button that is never hidden: when it cannot be pressed it remains reachable and says why. */
export function GuardedButton({ action, blocked, ...button }: GuardedButtonProps) {
  const reason = useWhyNot(action) ?? blocked
  if (!reason) return <Button {...button} />
  return (
    <Tooltip content={reason} relationship="description">
      <Button {...button} disabledFocusable />
    </Tooltip>
  )
}
