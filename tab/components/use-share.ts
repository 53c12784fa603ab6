import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHost } from '../host/use-host.ts'
import { linkTo } from '../links/links.ts'
import { copyText } from './copy-text.ts'
import { useToast } from './Toasts.tsx'
import { useTeamsApp } from './teams-app.ts'

export interface Share {
  copy: () => void
  /** Undefined where the host has no way of its own. */
  inHost: (() => void) | undefined
  hostName: string
  /** The link, while it has to be copied manually. */
  manual: string | undefined
  close: () => void
}

/** What can be done with a link to an address of the tab. In Teams the link opens the tab there, if its app is known. */
export function useShare(address: string, title: string): Share {
  const { t } = useTranslation()
  const host = useHost()
  const teams = useTeamsApp()
  const toast = useToast()
  const [manual, setManual] = useState<string>()
  const { link, webUrl, subPageId } = linkTo({
    address,
    origin: window.location.origin,
    label: title,
    teams: host.kind === 'microsoft' ? teams : undefined,
  })
  const { shareLink } = host

  return {
    copy: () => {
      void copyText(link).then((done) =>
        done ? toast(t('share.copied'), t('share.copiedText')) : setManual(link),
      )
    },
    inHost: shareLink && subPageId ? () => shareLink({ subPageId, label: title, webUrl }) : undefined,
    hostName: host.name ?? 'Teams',
    manual,
    close: () => setManual(undefined),
  }
}
