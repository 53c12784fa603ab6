/** React, Fluent's provider and one button: no page of ours can be usable sooner. Marked as the real one is. */
import { Button, FluentProvider, teamsLightTheme } from '@fluentui/react-components'
import { createRoot } from 'react-dom/client'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <FluentProvider theme={teamsLightTheme}>
    <span data-tour="connect">
      <Button as="a" appearance="primary">
        Usable
      </Button>
    </span>
  </FluentProvider>,
)
