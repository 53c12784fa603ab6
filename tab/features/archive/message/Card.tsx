import { Badge, Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { Name } from '../../../components/Verbatim.tsx'
import { type CardLine, readCard } from '../reading/card.ts'
import { type GraphAttachment, jsonOf } from '../reading/graph.ts'
import { HostedImage } from './HostedImage.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '6px',
    padding: '10px 12px',
    margin: '4px 0',
    minWidth: 'min(240px, 100%)',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    whiteSpace: 'pre-line',
  },
  facts: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: '2px 12px', margin: 0 },
  fact: { fontWeight: tokens.fontWeightSemibold },
  value: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** A card from an app as its words; what could be pressed is named, not pressed. */
export function Card({ attachment, message }: { attachment: GraphAttachment; message: ArchivedMessage }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const content = jsonOf(attachment.content)
  const lines = content ? readCard(content) : []
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    <div
      role="group"
      className={styles.root}
      aria-label={t('archive.card.from')}
      dir="auto"
      data-user-content
    >
      {lines.length === 0 && (
        <Text className={styles.quiet}>
          {attachment.name ? <Name>{attachment.name}</Name> : t('archive.card.unreadable')}
        </Text>
      )}
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one card never move
        <Line key={index} line={line} message={message} />
      ))}
    </div>
  )
}

function Line({ line, message }: { line: CardLine; message: ArchivedMessage }) {
  const styles = useStyles()
  switch (line.kind) {
    case 'title':
      return <Text weight="semibold">{line.text}</Text>
    case 'text':
      return <Text>{line.text}</Text>
    case 'link':
      return (
        <Link href={line.href} target="_blank" rel="noopener noreferrer">
          {line.text}
        </Link>
      )
    case 'image':
      return <HostedImage message={message} contentId={line.hostedContentId} alt={line.alt} />
    case 'button':
      return (
        <span>
          <Badge appearance="outline" color="informative">
            {line.text}
          </Badge>
        </span>
      )
    case 'facts':
      return (
        <dl className={styles.facts}>
          {line.facts.map(({ title, value }) => (
            <Fact key={`${title} ${value}`} title={title} value={value} />
          ))}
        </dl>
      )
  }
}

function Fact({ title, value }: { title: string; value: string }) {
  const styles = useStyles()
  return (
    <>
      <dt className={styles.fact}>{title}</dt>
      <dd className={styles.value}>{value}</dd>
    </>
  )
}
