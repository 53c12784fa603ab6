// @vitest-environment jsdom
import { FluentProvider, webLightTheme } from '@fluentui/react-components'
import { cleanup, render, screen } from '@testing-library/react'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { completeBrowser } from '../app/testing/browser.ts'
import { i18n } from '../i18n/index.ts'
import { type RowLook, StatusRow, StatusRows } from './StatusRows.tsx'

beforeAll(completeBrowser)
afterEach(cleanup)

const told = { title: '', text: 'It was asked.', hint: 'Do this now.', english: 'AADSTS1' }

function row(look: RowLook) {
  render(
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <StatusRows label="Checks">
          <StatusRow
            look={look}
            name="Sign-in"
            state="not as it should be"
            told={told}
            code="token-refused"
          />
        </StatusRows>
      </FluentProvider>
    </I18nextProvider>,
  )
  return screen.getByRole('listitem').textContent
}

it.each<RowLook>(['warning', 'bad'])(
  'a row that is %s says what to do, with the code to ask about',
  (look) => {
    const text = row(look)
    for (const words of ['Sign-in', 'not as it should be', 'It was asked.', 'Do this now.', 'AADSTS1'])
      expect(text).toContain(words)
    expect(text).toContain('token-refused')
  },
)

it.each<RowLook>(['quiet', 'running', 'good', 'there'])(
  'a row that is %s asks nothing of anybody',
  (look) => {
    const text = row(look)
    expect(text).toContain('It was asked.')
    expect(text).not.toContain('Do this now.')
    expect(text).not.toContain('token-refused')
  },
)

it('rows are a list with a name', () => {
  row('good')
  expect(screen.getByRole('list', { name: 'Checks' }).tagName).toBe('OL')
})
