import { Button, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { PLAIN_LIST } from '../../components/plain-list.ts'
import { formatNumber } from '../../format/number.ts'
import { csvOf, type Plan, saveText } from './reasons.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  list: { ...PLAIN_LIST, gap: '4px', marginTop: '8px' },
  row: { display: 'flex', justifyContent: 'space-between', gap: '16px', maxWidth: '560px' },
  title: { margin: 0 },
  number: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2, flexShrink: 0 },
})

/** What will be sent, and what can't be or only in part, counted by reason. */
export function RestorePlan({ plan }: { plan: Plan }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const lost = plan.notRestorable.map(({ reason, messages }) => ({
    words: t(`restores.loss.${reason}`),
    messages,
  }))
  const reduced = plan.reduced.map(({ reason, messages }) => ({
    words: t(`restores.reduction.${reason}`),
    messages,
  }))
  const save = () => {
    const kinds = [t('restores.plan.lost'), t('restores.plan.reduced')] as const
    saveText(
      'chatvault-restore-plan.csv',
      csvOf([
        [t('restores.plan.kind'), t('restores.plan.reason'), t('restores.plan.messages')],
        [t('restores.plan.restored'), '', plan.messages],
        ...lost.map(({ words, messages }) => [kinds[0], words, messages]),
        ...reduced.map(({ words, messages }) => [kinds[1], words, messages]),
      ]),
    )
  }
  return (
    <Panel
      title={t('restores.plan.title')}
      aside={
        <Button size="small" icon={<ArrowDownload20Regular />} onClick={save}>
          {t('restores.plan.download')}
        </Button>
      }
    >
      <div className={styles.root}>
        <Facts
          facts={(['chats', 'messages', 'attachments', 'shifted'] as const).map((name) => ({
            name: t(`restores.facts.${name}`),
            value: formatNumber(plan[name]),
          }))}
        />
        {lost.length === 0 ? (
          <Text>{t('restores.plan.nothingLost')}</Text>
        ) : (
          <Reasons title={t('restores.plan.lost')} rows={lost} />
        )}
        {reduced.length > 0 && <Reasons title={t('restores.plan.reduced')} rows={reduced} />}
      </div>
    </Panel>
  )
}

function Reasons({ title, rows }: { title: string; rows: readonly { words: string; messages: number }[] }) {
  const styles = useStyles()
  return (
    <div>
      <Subtitle2 as="h3" className={styles.title}>
        {title}
      </Subtitle2>
      <ul className={styles.list} aria-label={title}>
        {rows.map(({ words, messages }) => (
          <li key={words} className={styles.row}>
            <span>{words}</span> <span className={styles.number}>{formatNumber(messages)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
