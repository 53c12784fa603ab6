import { MessageBar, MessageBarBody, makeStyles, Subtitle2 } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '../../api/problem.ts'
import { CheckList } from '../../components/CheckList.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import type { FormControl } from './use-connection-form.ts'
import { WhatStays } from './WhatStays.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    marginTop: '20px',
    scrollMargin: '72px 0 24px',
  },
  title: { margin: 0 },
})

/** The checks of a test that was made here, and how the last action ended. What is stored is told by the health. */
export function Outcome({ control }: { control: FormControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { checks = [] } = control
  const shown = control.testing || checks.length > 0
  const root = useRef<HTMLDivElement>(null)
  const acted = control.testing || control.outcome !== undefined
  useEffect(() => {
    if (acted) root.current?.scrollIntoView({ block: 'nearest' })
  }, [acted])
  return (
    <div ref={root} className={styles.root}>
      {/* Always here, so that what comes into it is read out. */}
      <div role="status">
        <EndMessage control={control} />
      </div>
      {control.outcome?.kind === 'forgotten' && <WhatStays left={control.outcome.left} />}
      {shown && (
        <>
          <Subtitle2 as="h3" className={styles.title}>
            {t('connection.check.title')}
          </Subtitle2>
          <CheckList checks={checks} testing={control.testing} />
        </>
      )}
    </div>
  )
}

function EndMessage({ control }: { control: FormControl }) {
  const { t } = useTranslation()
  const { outcome } = control
  if (!outcome) return null
  if (outcome.kind === 'failed') {
    const tested = toProblem(outcome.error).checks?.some((check) => !check.ok)
    if (!tested) return <ProblemBar error={outcome.error} />
  }
  const failed = outcome.kind === 'failed'
  return (
    <MessageBar intent={failed ? 'error' : 'success'} layout="multiline">
      <MessageBarBody>{t(`connection.result.${failed ? 'notSaved' : outcome.kind}`)}</MessageBarBody>
    </MessageBar>
  )
}
