import { Avatar, type AvatarProps } from '@fluentui/react-components'
import { initialsOf } from './initials.ts'

/** A person's initials in a colour of their own. Fluent would turn them round where people read from right to left. */
export function PersonAvatar({ name, size }: { name: string; size: NonNullable<AvatarProps['size']> }) {
  return <Avatar name={name} initials={initialsOf(name)} color="colorful" size={size} aria-hidden />
}
