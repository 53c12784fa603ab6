/** Questions to a person at a terminal, and what they answer. */
import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'

export type Conversation = {
  say(text: string): void
  /** Throws `ConversationEnded` when the person leaves. */
  ask(question: string): Promise<string>
  /** Takes everything off the screen, what was scrolled away included. */
  clear(): void
  end(): void
}

export class ConversationEnded extends Error {}

/** Both sides are a terminal: what is shown ends up in no file. */
export function isPersonThere(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true
}

export function startConversation(): Conversation {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const leaving = new AbortController()
  lines.once('close', () => leaving.abort())
  return {
    say: (said) => void process.stdout.write(`${said}\n`),
    ask: (question) =>
      lines.question(question, { signal: leaving.signal }).catch(() => {
        throw new ConversationEnded()
      }),
    clear: () => void process.stdout.write('\x1b[H\x1b[2J\x1b[3J'),
    end: () => lines.close(),
  }
}

/** What was piped in. */
export function readInput(): Promise<string> {
  return text(process.stdin)
}
