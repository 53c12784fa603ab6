import { describe, expect, it } from 'vitest'
import { beginAtLink, canGoBack } from './HostRouter.tsx'

/** What the page's history is left at. */
function historyWith(state: unknown) {
  return {
    state,
    address: undefined as string | undefined,
    replaceState(_state: unknown, _title: string, address?: string | URL | null) {
      this.address = String(address)
    },
  }
}

function begin(subPageId: string | undefined, pathname = '/', state: unknown = null) {
  const history = historyWith(state)
  beginAtLink({ subPageId }, history, pathname)
  return history.address
}

describe('the tab begins', () => {
  it('at the page the host’s link asks for', () => {
    expect(begin('run/17')).toBe('/runs/17')
  })

  it('where it is when no link, or a strange one, led to it', () => {
    expect([begin(undefined), begin('https://evil.example'), begin('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('where the person had gone when the page is loaded again', () => {
    expect(begin('run/17', '/', { idx: 0 })).toBeUndefined()
    expect(begin('run/17', '/connection')).toBeUndefined()
  })
})

describe('the host’s back button', () => {
  it('goes back inside the tab while there is something of the tab’s to go back to', () => {
    expect([{ idx: 2 }, { idx: 1 }].map((state) => canGoBack({ state }))).toEqual([true, true])
    expect([{ idx: 0 }, {}, null].map((state) => canGoBack({ state }))).toEqual([false, false, false])
  })
})
