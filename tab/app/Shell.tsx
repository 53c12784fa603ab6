import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isMicrosoft } from '../host/host.ts'
import { useHost } from '../host/use-host.ts'
import iconUrl from '../icon.svg'
import { AccountCorner } from './AccountCorner.tsx'
import { Navigation } from './Navigation.tsx'

const useStyles = makeStyles({
  root: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground3 },
  skip: {
    position: 'absolute',
    insetInlineStart: '8px',
    top: '-60px',
    zIndex: 10,
    padding: '8px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow8,
    ':focus': { top: '8px' },
  },
  bar: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    position: 'sticky',
    top: 0,
    zIndex: 5,
    // At 400% zoom it would take a fifth of what is seen.
    '@media (max-height: 400px)': { position: 'relative' },
  },
  inner: {
    maxWidth: '1100px',
    marginInline: 'auto',
    boxSizing: 'border-box',
    padding: '0 24px',
    height: '52px',
    display: 'flex',
    alignItems: 'center',
    gap: '24px',
    '@media (max-width: 640px)': { padding: '0 12px', gap: '8px' },
  },
  brand: { display: 'flex', alignItems: 'center', gap: '10px', minWidth: 0 },
  icon: { width: '26px', height: '26px', display: 'block', flexShrink: 0 },
  /** Gives way to the name of the section, which some languages write longer. */
  name: { overflow: 'hidden', '@media (max-width: 350px)': { display: 'none' } },
  nav: { display: 'flex', alignSelf: 'stretch', alignItems: 'center', flexShrink: 0 },
  end: { marginInlineStart: 'auto', flexShrink: 0 },
  main: {
    maxWidth: '1100px',
    marginInline: 'auto',
    boxSizing: 'border-box',
    padding: '24px 24px 48px',
    outlineStyle: 'none',
    '@media (max-width: 640px)': { padding: '16px 12px 32px' },
  },
})

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const styles = useStyles()
  // Teams, Outlook and Microsoft 365 show the app's name and icon above the tab already.
  const branded = !isMicrosoft(useHost())
  return (
    <div className={styles.root}>
      <a href="#content" className={styles.skip}>
        {t('app.skip')}
      </a>
      <header className={styles.bar}>
        <div className={styles.inner}>
          {branded && (
            <div className={styles.brand}>
              <img src={iconUrl} alt="" className={styles.icon} />
              <Text weight="semibold" size={400} className={styles.name}>
                {t('app.name')}
              </Text>
            </div>
          )}
          <Navigation className={styles.nav} />
          <div className={styles.end}>
            <AccountCorner />
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  )
}
