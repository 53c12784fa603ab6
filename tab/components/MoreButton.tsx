import { Button, makeStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'

const useStyles = makeStyles({ root: { alignSelf: 'center' } })

/** What it needs to know of a list that is fetched page by page. */
interface Paged {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** Below a list: its next page. Nothing where the list has come to its end. */
export function MoreButton({ of: { hasNextPage, isFetchingNextPage, fetchNextPage } }: { of: Paged }) {
  const { t } = useTranslation()
  const styles = useStyles()
  if (!hasNextPage) return null
  return (
    <Button
      className={styles.root}
      appearance="subtle"
      onClick={() => void fetchNextPage()}
      disabledFocusable={isFetchingNextPage}
    >
      {t(isFetchingNextPage ? 'action.loadingMore' : 'action.more')}
    </Button>
  )
}
