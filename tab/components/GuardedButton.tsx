import { Button, type ButtonProps, Tooltip, useRestoreFocusTarget } from '@fluentui/react-components'
import { type ActionName, useWhyNot } from './permissions.ts'

type GuardedButtonProps = ButtonProps & {
  action: ActionName
  /** Another reason why it cannot be pressed now; the role's reason comes first. */
  blocked?: string | undefined
}

/**
 * A button that is never hidden: when it cannot be pressed it stays reachable and says why. A dialog that it opens gives
 * the focus back to it.
 */
export function GuardedButton({ action, blocked, ...button }: GuardedButtonProps) {
  const reason = useWhyNot(action) ?? blocked
  const target = useRestoreFocusTarget()
  if (!reason) return <Button {...target} {...button} />
  return (
    <Tooltip content={reason} relationship="description">
      <Button {...target} {...button} disabledFocusable />
    </Tooltip>
  )
}
