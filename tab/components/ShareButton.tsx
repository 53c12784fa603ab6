import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components'
import { Link16Regular, Link20Regular, Share16Regular, Share20Regular } from '@fluentui/react-icons'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type Share, useShare } from './use-share.ts'

const LinkToCopy = lazy(() => import('./LinkToCopy.tsx'))

interface ShareButtonProps {
  /** In the tab, as `tab/links/links.ts` makes it. */
  address: string
  /** What the host writes over the link it shares. */
  title: string
  /** Names what is shared, for a button that is an icon only. */
  name?: { copy: string; share: string }
  className?: string | undefined
  tabIndex?: number
}

/** Copies a link to something in the tab; where the host can share it too, a menu of both. */
export function ShareButton({ address, title, ...look }: ShareButtonProps) {
  const share = useShare(address, title)
  return (
    <>
      {share.inHost ? <ShareMenu share={share} {...look} /> : <CopyLink share={share} {...look} />}
      {share.manual && (
        <Suspense>
          <LinkToCopy link={share.manual} onClose={share.close} />
        </Suspense>
      )}
    </>
  )
}

type Look = Pick<ShareButtonProps, 'name' | 'className' | 'tabIndex'> & { share: Share }

function CopyLink({ share, name, ...look }: Look) {
  const { t } = useTranslation()
  const button = { ...look, size: 'small' as const, onClick: share.copy }
  if (!name)
    return (
      <Button {...button} icon={<Link20Regular />}>
        {t('share.copy')}
      </Button>
    )
  return (
    <Tooltip content={name.copy} relationship="label">
      <Button {...button} appearance="subtle" icon={<Link16Regular />} />
    </Tooltip>
  )
}

function ShareMenu({ share, name, ...look }: Look) {
  const { t } = useTranslation()
  const button = { ...look, size: 'small' as const }
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        {name ? (
          <Button {...button} appearance="subtle" icon={<Share16Regular />} aria-label={name.share} />
        ) : (
          <Button {...button} icon={<Share20Regular />}>
            {t('share.share')}
          </Button>
        )}
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<Share20Regular />} onClick={share.inHost}>
            {t('share.shareIn', { host: share.hostName })}
          </MenuItem>
          <MenuItem icon={<Link20Regular />} onClick={share.copy}>
            {t('share.copy')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
