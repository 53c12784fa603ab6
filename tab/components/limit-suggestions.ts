/** What a monthly limit may begin with. Nobody publishes how much an organization chats: the basis is said beside it. */

/** A limit for an organization of so many people. */
interface Suggestion {
  people: number
  limit: number
}

/** Ours: about ten messages a person each working day. */
export const MESSAGES_A_PERSON = 200

const forPeople = (people: number): Suggestion => ({ people, limit: people * MESSAGES_A_PERSON })

const MIDDLE = forPeople(250)
export const SUGGESTIONS: readonly Suggestion[] = [forPeople(50), MIDDLE, forPeople(1000)]

/** Where nobody has chosen yet. */
export const SUGGESTED_LIMIT = MIDDLE.limit
