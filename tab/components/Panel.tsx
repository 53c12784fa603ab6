import { makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  root: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    padding: '20px',
    boxSizing: 'border-box',
    minWidth: 0,
    '@media (max-width: 640px)': { padding: '16px' },
  },
  head: { display: 'flex', alignItems: 'center', gap: '8px', marginBottom: '12px', minHeight: '28px' },
  title: { margin: 0, flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
})

interface PanelProps {
  title?: string
  aside?: ReactNode
  className?: string | undefined
  children: ReactNode
}

/** A named part of a screen on its own surface. */
export function Panel({ title, aside, className, children }: PanelProps) {
  const styles = useStyles()
  const id = useId()
  return (
    <section className={mergeClasses(styles.root, className)} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className={styles.head}>
          <Subtitle2 as="h2" id={id} className={styles.title}>
            {title}
          </Subtitle2>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}
