import {
  Button,
  Menu,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components'
import { ChevronDown16Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { Link, useHref, useLocation, useNavigate } from 'react-router'

/** The sections, in the order of the tabs. Usage comes here when it has a page. */
const SECTIONS = [
  { to: '/', name: 'overview' },
  { to: '/archive', name: 'archive' },
  { to: '/runs', name: 'runs' },
  { to: '/connection', name: 'connection' },
  { to: '/settings', name: 'settings' },
] as const

const useStyles = makeStyles({
  nav: { display: 'flex', alignSelf: 'stretch', gap: '4px' },
  link: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    padding: '0 10px',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    '&:hover': { color: tokens.colorNeutralForeground1 },
    '&:hover::after': { backgroundColor: tokens.colorNeutralStroke1 },
    '&::after': {
      content: '""',
      position: 'absolute',
      insetInline: '10px',
      bottom: '0',
      height: '3px',
      borderRadius: '2px',
    },
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-4px' },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    '&::after': {
      backgroundColor: tokens.colorCompoundBrandStroke,
      '@media (forced-colors: active)': { backgroundColor: 'Highlight', forcedColorAdjust: 'none' },
    },
    '&:hover::after': { backgroundColor: tokens.colorCompoundBrandStroke },
  },
})

function useCurrentSection() {
  const { pathname } = useLocation()
  if (pathname.startsWith('/people')) return 'overview'
  return SECTIONS.find((it) => it.to !== '/' && pathname.startsWith(it.to))?.name ?? 'overview'
}

export function NavLinks() {
  const { t } = useTranslation()
  const styles = useStyles()
  const current = useCurrentSection()
  return (
    <nav aria-label={t('app.sections')} className={styles.nav}>
      {SECTIONS.map(({ to, name }) => (
        <Link
          key={name}
          to={to}
          data-tour={name}
          aria-current={name === current ? 'page' : undefined}
          className={mergeClasses(styles.link, name === current && styles.current)}
        >
          {t(`nav.${name}`)}
        </Link>
      ))}
    </nav>
  )
}

export function NavMenu() {
  const { t } = useTranslation()
  const current = useCurrentSection()
  return (
    <nav aria-label={t('app.sections')}>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            data-tour="menu"
            icon={<ChevronDown16Regular />}
            iconPosition="after"
            aria-label={t('app.menu', { section: t(`nav.${current}`) })}
          >
            {t(`nav.${current}`)}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {SECTIONS.map(({ to, name }) => (
              <NavMenuItem key={name} to={to} name={name} current={name === current} />
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </nav>
  )
}

type SectionName = (typeof SECTIONS)[number]['name']

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
