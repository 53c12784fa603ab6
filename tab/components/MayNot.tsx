import { Text } from '@fluentui/react-components'
import { type ActionName, useWhyNot } from './permissions.ts'

/** In the place of what this role may not do: a line that says so. Nothing where it may. */
export function MayNot({ action }: { action: ActionName }) {
  const whyNot = useWhyNot(action)
  return whyNot === undefined ? null : <Text>{whyNot}</Text>
}
