import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import { SignOut20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { useMe, useSignOut } from '../api/context.tsx'
import { initialsOf } from '../components/initials.ts'
import { useRoleNames } from '../components/permissions.ts'
import { Name } from '../components/Verbatim.tsx'

const useStyles = makeStyles({
  who: { display: 'flex', flexDirection: 'column', padding: '8px 12px' },
  role: { color: tokens.colorNeutralForeground3 },
})

export default function AccountMenu() {
  const { t } = useTranslation()
  const styles = useStyles()
  const me = useMe()
  const signOut = useSignOut()
  const roles = useRoleNames()
  return (
    <Menu inline>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          shape="circular"
          aria-label={t('account.open', { name: me.name, initials: initialsOf(me.name) })}
          icon={<Avatar name={me.name} initials={initialsOf(me.name)} size={32} color="colorful" />}
        />
      </MenuTrigger>
      <MenuPopover>
        <div className={styles.who}>
          <Text weight="semibold">
            <Name>{me.name}</Name>
          </Text>
          <Text size={200} className={styles.role}>
            {t('account.role', { roles })}
          </Text>
        </div>
        {signOut && (
          <>
            <MenuDivider />
            <MenuList>
              <MenuItem icon={<SignOut20Regular />} onClick={signOut}>
                {t('account.signOut')}
              </MenuItem>
            </MenuList>
          </>
        )}
      </MenuPopover>
    </Menu>
  )
}
