import { tokens } from '@fluentui/react-components'

/** What is in a message beside its words stands in a box of its own, whatever the colour around it. Part of a style. */
export const BOX = {
  margin: '4px 0',
  borderRadius: tokens.borderRadiusMedium,
  border: `1px solid ${tokens.colorNeutralStroke2}`,
  backgroundColor: tokens.colorNeutralBackground1,
  color: tokens.colorNeutralForeground1,
  whiteSpace: 'normal',
  minWidth: 0,
} as const
