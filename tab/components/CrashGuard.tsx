import { Component, type ReactNode } from 'react'
import { i18n } from '../i18n/index.ts'
import { FullPage } from './FullPage.tsx'

/** The last net: a fault while drawing becomes a page that says so. `resetKey` gives a new page a new chance. */
export class CrashGuard extends Component<
  { children: ReactNode; resetKey?: string },
  { message: string | undefined }
> {
  override state: { message: string | undefined } = { message: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override componentDidUpdate(before: { resetKey?: string }) {
    if (this.state.message !== undefined && before.resetKey !== this.props.resetKey)
      this.setState({ message: undefined })
  }

  override render() {
    const { message } = this.state
    if (message === undefined) return this.props.children
    return (
      <FullPage
        kind="error"
        title={i18n.t('app.crashTitle')}
        hint={i18n.t('app.crashHint')}
        code={message}
        action={{ label: i18n.t('app.reload'), onClick: () => window.location.reload() }}
      />
    )
  }
}
