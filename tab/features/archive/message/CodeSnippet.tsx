import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { Code20Regular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { Name, Verbatim } from '../../../components/Verbatim.tsx'
import { type GraphAttachment, jsonOf } from '../reading/graph.ts'
import { hostedContentIdIn } from '../reading/links.ts'
import { BOX } from './box.ts'
import { useHosted } from './use-hosted.ts'

const useStyles = makeStyles({
  root: BOX,
  head: { display: 'flex', gap: '8px', alignItems: 'center', padding: '8px 10px', overflowWrap: 'anywhere' },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  quiet: { display: 'block', padding: '0 10px 8px 38px', color: tokens.colorNeutralForeground2 },
  code: {
    margin: 0,
    padding: '8px 10px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    maxHeight: '320px',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
})

interface CodeSnippetProps {
  attachment: GraphAttachment
  message: ArchivedMessage
}

/** A code snippet: its name, its language, and its text where the archive holds it. */
export function CodeSnippet({ attachment, message }: CodeSnippetProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const content = jsonOf(attachment.content) ?? {}
  const language = [content.language, content.lang].find((it) => typeof it === 'string')
  const name = [attachment.name, content.name].find((it) => typeof it === 'string' && it)
  const code = useCode(message, content)
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <Code20Regular className={styles.icon} aria-hidden />
        <Text weight="semibold">
          {name ? <Name>{String(name)}</Name> : t('archive.code.title')}
          {language !== undefined && (
            <>
              {' · '}
              <Verbatim>{String(language)}</Verbatim>
            </>
          )}
        </Text>
      </div>
      {code === undefined ? (
        <Text size={200} className={styles.quiet}>
          {t('archive.code.notHere')}
        </Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller has to be reachable by keyboard
        <pre className={styles.code} tabIndex={0} dir="ltr" translate="no">
          {code}
        </pre>
      )}
    </div>
  )
}

/** The text: within the card itself, or stored beside the message, whichever way this card has it. */
function useCode(message: ArchivedMessage, content: Record<string, unknown>): string | undefined {
  const contentId = hostedContentIdIn(content) ?? ''
  const hosted = useHosted(message, contentId)
  const { data } = useQuery({
    queryKey: ['code', message.chatId, message.id, contentId],
    queryFn: () => (hosted.state === 'here' ? hosted.blob.text() : ''),
    enabled: hosted.state === 'here',
  })
  return data ?? (typeof content.code === 'string' ? content.code : undefined)
}
