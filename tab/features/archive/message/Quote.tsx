import { Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: '6px 10px',
    marginBottom: '6px',
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorBrandStroke1,
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'normal',
  },
})

interface QuoteProps {
  name: string | undefined
  messageId: string | undefined
  text: string
}

/** The message a reply answers, with a way to it. */
export function Quote({ name, messageId, text }: QuoteProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const navigate = useNavigate()
  const label = name ? t('archive.quote.from', { name }) : t('archive.quote.unknown')
  return (
    <div className={styles.root}>
      <Text size={200} weight="semibold">
        {label}
      </Text>
      {text && (
        <Text size={200} dir="auto" data-user-content>
          {text}
        </Text>
      )}
      {messageId && (
        <Text size={200}>
          <Link
            inline
            as="button"
            onClick={() => void navigate({ search: `?message=${encodeURIComponent(messageId)}` })}
          >
            {t('archive.quote.open')}
          </Link>
        </Text>
      )}
    </div>
  )
}
