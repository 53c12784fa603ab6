import { makeStyles, tokens } from '@fluentui/react-components'
import { lazy, Suspense } from 'react'
import { useIdle } from '../components/use-idle.ts'

const AccountMenu = lazy(() => import('./AccountMenu.tsx'))

const useStyles = makeStyles({
  place: {
    display: 'block',
    width: '32px',
    height: '32px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralStencil1,
  },
})

/** Who is signed in. It has its place from the start, and comes when everything else stands. */
export function AccountCorner() {
  const styles = useStyles()
  const place = <span className={styles.place} data-place aria-hidden />
  if (!useIdle()) return place
  return (
    <Suspense fallback={place}>
      <AccountMenu />
    </Suspense>
  )
}
