import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { Code20Regular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/http/contract.ts'
import { Name, Verbatim } from '../../../components/Verbatim.tsx'
import { useHostedContent } from '../api/archive.ts'
import { type GraphAttachment, jsonOf } from '../reading/graph.ts'
import { hostedContentId } from '../reading/links.ts'
import { useThreadContext } from '../thread-context.tsx'

const useStyles = makeStyles({
  root: {
    margin: '4px 0',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    whiteSpace: 'normal',
    minWidth: 0,
  },
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
  const code = useCode(message, contentIdIn(content))
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

/** The inner keys of this card are not documented: the text is behind whichever of them leads to a hosted content. */
function contentIdIn(content: Record<string, unknown>): string | undefined {
  const addresses = Object.values(content).filter((it) => typeof it === 'string')
  return addresses.map(hostedContentId).find((it) => it !== undefined)
}

function useCode(message: ArchivedMessage, contentId: string | undefined): string | undefined {
  const { conversationId } = useThreadContext()
  const held = message.hostedContents.find((it) => it.id === contentId)
  const blob = useHostedContent(conversationId, message.id, contentId ?? '', held?.archived ?? false).data
  return useQuery({
    queryKey: ['code', conversationId, message.id, contentId],
    queryFn: () => blob?.text() ?? '',
    enabled: blob !== undefined,
  }).data
}
