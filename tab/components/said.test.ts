import { expect, it } from 'vitest'
import { everSaid, onSaid, say } from './said.ts'

it('what is said before toasts can be shown is shown as soon as they can, and told to the place where they appear', () => {
  let told = 0
  const stop = everSaid.subscribe(() => (told += 1))
  say({ title: 'Link copied' })
  expect([everSaid.now(), told]).toEqual([true, 1])
  const shown: string[] = []
  const off = onSaid(({ title }) => shown.push(title))
  say({ title: 'Saved' })
  expect(shown).toEqual(['Link copied', 'Saved'])
  off()
  stop()
})
