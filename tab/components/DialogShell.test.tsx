// @vitest-environment jsdom
/** What every dialog promises, whatever is in it. */
import { Button, FluentProvider, webLightTheme } from '@fluentui/react-components'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { completeBrowser } from '../app/testing/browser.ts'
import { i18n } from '../i18n/index.ts'
import { DialogShell, type DialogShellProps } from './DialogShell.tsx'
import { ProblemBar } from './ProblemBar.tsx'

beforeAll(completeBrowser)
afterEach(cleanup)

type Given = Partial<DialogShellProps>

function Page({ given: { children, ...given } }: { given: Given }) {
  const [open, setOpen] = useState(false)
  return (
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <Button onClick={() => setOpen(true)}>Open</Button>
        {open && (
          <DialogShell title="Delete this export?" onClose={() => setOpen(false)} {...given}>
            <input aria-label="Inside" />
            {children}
          </DialogShell>
        )}
      </FluentProvider>
    </I18nextProvider>
  )
}

/** A page with a button that has opened the dialog; `change` gives the dialog something else. */
function page(given: Given = {}) {
  const view = render(<Page given={given} />)
  const opener = screen.getByRole('button', { name: 'Open' })
  opener.focus()
  fireEvent.click(opener)
  return { opener, change: (now: Given) => view.rerender(<Page given={now} />) }
}

const shown = () => screen.findByRole('dialog', { name: 'Delete this export?' })
const esc = (dialog: HTMLElement) => fireEvent.keyDown(dialog, { key: 'Escape' })
const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
const focusIn = (dialog: HTMLElement) =>
  waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true))
const focused = (what: Element) => waitFor(() => expect(document.activeElement).toBe(what))

describe('a dialog', () => {
  it('is named by its title and takes the focus', async () => {
    page()
    const dialog = await shown()
    await focusIn(dialog)
    expect(dialog.getAttribute('aria-modal')).toBe('true')
  })

  it('closes by Esc and by its button, and gives the focus back to what opened it', async () => {
    const { opener } = page()
    esc(await shown())
    await gone()
    await focused(opener)
    fireEvent.click(opener)
    await focusIn(await shown())
    fireEvent.click(screen.getByRole('button', { name: 'Close' }))
    await gone()
    await focused(opener)
  })

  it('leaves the focus where it is by then, and does not look for a button that is gone', async () => {
    const { opener } = page()
    const dialog = await shown()
    opener.remove()
    esc(dialog)
    await gone()
    expect(document.activeElement).toBe(document.body)
  })

  it('is closed by nothing while it is busy, and closes again afterwards', async () => {
    const { change } = page({ busy: true })
    const dialog = await shown()
    esc(dialog)
    const close = screen.getByRole('button', { name: 'Close' })
    expect(close.getAttribute('aria-disabled')).toBe('true')
    fireEvent.click(close)
    expect(screen.getByRole('dialog')).toBe(dialog)
    change({ busy: false })
    await waitFor(() => expect(close.getAttribute('aria-disabled')).not.toBe('true'))
    esc(dialog)
    await gone()
  })

  it('shows what failed beside its buttons, below what scrolls', async () => {
    page({ problem: <ProblemBar error={new Error('no')} />, action: <Button>Delete</Button> })
    await shown()
    const failed = screen.getByRole('alert')
    const scroller = screen.getByLabelText('Inside').closest('.fui-DialogContent')
    const buttons = screen.getByRole('button', { name: 'Delete' }).closest('.fui-DialogActions')
    expect(scroller?.contains(failed)).toBe(false)
    expect(failed.parentElement?.nextElementSibling).toBe(buttons)
  })

  it('takes the focus to its title when another phase begins', async () => {
    const { change } = page({ phase: 'before' })
    await focusIn(await shown())
    change({ phase: 'done' })
    await focused(screen.getByRole('heading', { name: 'Delete this export?' }))
  })
})
