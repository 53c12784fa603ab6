import { Button, makeStyles } from '@fluentui/react-components'
import { ArrowDownload20Regular, Print20Regular } from '@fluentui/react-icons'
import { useGuideWords } from '../words.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
})

/** Onto paper, or away as a file. */
export function GuideTools() {
  const styles = useStyles()
  const { page } = useGuideWords()
  return (
    <div className={styles.root} data-no-print>
      <Button appearance="primary" icon={<Print20Regular />} onClick={() => window.print()}>
        {page.print}
      </Button>
      <Button as="a" href="/guide-en.pdf" download icon={<ArrowDownload20Regular />}>
        {page.downloadEnglish}
      </Button>
      <Button as="a" href="/guide-de.pdf" download icon={<ArrowDownload20Regular />}>
        {page.downloadGerman}
      </Button>
    </div>
  )
}
