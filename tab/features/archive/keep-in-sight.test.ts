// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepInSight } from './keep-in-sight.ts'

const IN_SIGHT = 10
const ABOVE = -500

let scroller: HTMLElement
let message: HTMLElement
let top: number
let broughtBack: number

beforeEach(() => {
  scroller = document.createElement('section')
  message = document.createElement('article')
  message.tabIndex = 0
  scroller.append(message)
  document.body.replaceChildren(scroller)
  top = IN_SIGHT
  broughtBack = 0
  scroller.getBoundingClientRect = () => new DOMRect(0, 0, 300, 400)
  message.getBoundingClientRect = () => new DOMRect(0, top, 300, 40)
  message.scrollIntoView = () => {
    broughtBack += 1
    top = IN_SIGHT
  }
  message.focus()
  keepInSight(message, scroller)
})
afterEach(() => message.blur())

async function frames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve))
}

describe('a message that has got the focus', () => {
  it('is brought back when the rows around it are measured and push it out of sight', async () => {
    await frames(3)
    top = ABOVE
    await frames(2)
    expect(broughtBack).toBe(1)
    // Measured again, as long as it has not been in sight for a while.
    top = ABOVE
    await frames(2)
    expect(broughtBack).toBe(2)
  })

  it('is let go once it has been in sight for a while', async () => {
    await frames(30)
    top = ABOVE
    await frames(3)
    expect(broughtBack).toBe(0)
  })

  it.each(['wheel', 'touchmove', 'pointerdown', 'keydown'])(
    'is let go at once when the reader scrolls (%s), however slow the frames are',
    async (event) => {
      await frames(1)
      message.dispatchEvent(new Event(event, { bubbles: true }))
      top = ABOVE
      await frames(3)
      expect(broughtBack).toBe(0)
    },
  )

  it('is let go when something else gets the focus', async () => {
    await frames(1)
    message.blur()
    top = ABOVE
    await frames(3)
    expect(broughtBack).toBe(0)
  })
})
