import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCurrentSection, useSections } from './sections.ts'

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

/** The sections side by side. */
export function NavLinks() {
  const { t } = useTranslation()
  const styles = useStyles()
  const current = useCurrentSection()
  const sections = useSections()
  return (
    <div className={styles.nav}>
      {sections.map(({ to, name }) => (
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
    </div>
  )
}
