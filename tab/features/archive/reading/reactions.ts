import type { GraphReaction } from './graph.ts'

const EMOJI: Record<string, string> = {
  like: '👍',
  heart: '❤️',
  laugh: '😆',
  surprised: '😮',
  sad: '😢',
  angry: '😡',
}

export interface ReactionGroup {
  type: string
  emoji: string
  /** The name Teams gave it, if any. */
  label: string | undefined
  people: string[]
}

/** Reactions of one kind together, in the order they first appear. */
export function groupReactions(
  reactions: readonly GraphReaction[],
  nameOf: (reaction: GraphReaction) => string,
): ReactionGroup[] {
  const groups = new Map<string, ReactionGroup>()
  for (const reaction of reactions) {
    const type = reaction.reactionType || 'custom'
    const label = reaction.displayName ?? undefined
    const key = type === 'custom' ? `custom ${label}` : type
    const group = groups.get(key) ?? { type, emoji: emojiOf(type), label, people: [] }
    group.people.push(nameOf(reaction))
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Newer reactions carry the character itself; a custom one has a picture we do not load. */
export function emojiOf(type: string): string {
  return EMOJI[type] ?? (/\p{Extended_Pictographic}/u.test(type) ? type : '✨')
}
