import { FluentProvider, Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Suspense, useEffect } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { CrashGuard } from '../../components/CrashGuard.tsx'
import { PageSkeleton } from '../../components/Skeletons.tsx'
import { i18n } from '../../i18n/index.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import iconUrl from '../../icon.svg'
import { useTheme } from '../../theme/use-theme.ts'
import { useGuideWords } from '../words.ts'
import { GuideArticle } from './GuideArticle.tsx'

const useStyles = makeStyles({
  root: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground1 },
  inner: {
    maxWidth: '1000px',
    marginInline: 'auto',
    boxSizing: 'border-box',
    padding: '16px 24px 48px',
    '@media (max-width: 640px)': { padding: '12px 16px 32px' },
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 20px', paddingBottom: '20px' },
  brand: { display: 'flex', alignItems: 'center', gap: '10px', marginInlineEnd: 'auto' },
  icon: { width: '26px', height: '26px' },
  links: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px' },
})

/** The guide for anyone who has its address: anyone who registers the app need not have a role in Chatvault. */
export function GuideAlone() {
  return (
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={useTheme(undefined)} dir={useLocale().direction}>
        <CrashGuard>
          <Suspense fallback={<PageSkeleton />}>
            <Alone />
          </Suspense>
        </CrashGuard>
      </FluentProvider>
    </I18nextProvider>
  )
}

function Alone() {
  const { t } = useTranslation()
  const styles = useStyles()
  const { page } = useGuideWords()
  useEffect(() => {
    document.title = t('app.pageTitle', { page: page.title })
  }, [page.title, t])
  return (
    <div className={styles.root}>
      <div className={styles.inner}>
        <header className={styles.head}>
          <div className={styles.brand}>
            <img src={iconUrl} alt="" className={styles.icon} />
            <Text weight="semibold" size={400}>
              {t('app.name')}
            </Text>
          </div>
          <Link href="/">{page.toChatvault}</Link>
          <nav className={styles.links} aria-label={page.language}>
            <Link href="?lang=en" hrefLang="en">
              <span lang="en">{page.english}</span>
            </Link>
            <Link href="?lang=de" hrefLang="de">
              <span lang="de">{page.german}</span>
            </Link>
          </nav>
        </header>
        <main>
          <GuideArticle />
        </main>
      </div>
    </div>
  )
}
