import { Menu, MenuItemLink, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useHref, useNavigate } from 'react-router'
import { SectionButton } from './SectionButton.tsx'
import { type SectionName, useCurrentSection, useSections } from './sections.ts'

/** The sections where they have no room side by side. */
export default function NavMenu() {
  const current = useCurrentSection()
  const sections = useSections()
  return (
    <Menu inline>
      <MenuTrigger disableButtonEnhancement>
        <SectionButton />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {sections.map(({ to, name }) => (
            <NavMenuItem key={name} to={to} name={name} current={name === current} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

function NavMenuItem({ to, name, current }: { to: string; name: SectionName; current: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <MenuItemLink
      href={useHref(to)}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault()
        void navigate(to)
      }}
    >
      {t(`nav.${name}`)}
    </MenuItemLink>
  )
}
