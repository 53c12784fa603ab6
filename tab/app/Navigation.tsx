import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { NARROW, useMediaQuery } from '../components/use-media-query.ts'
import { NavLinks } from './NavLinks.tsx'
import { SectionButton } from './SectionButton.tsx'

/** A wide window never needs it. */
const NavMenu = lazy(() => import('./NavMenu.tsx'))

export function Navigation({ className }: { className: string | undefined }) {
  const { t } = useTranslation()
  const narrow = useMediaQuery(NARROW)
  return (
    <nav aria-label={t('app.sections')} className={className}>
      {narrow ? (
        <Suspense fallback={<SectionButton />}>
          <NavMenu />
        </Suspense>
      ) : (
        <NavLinks />
      )}
    </nav>
  )
}
