import { Link, makeStyles, tokens } from '@fluentui/react-components'
import { Image16Regular } from '@fluentui/react-icons'
import { createElement, Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RichNode, RichTag } from '../reading/read-body.ts'
import { Quote } from './Quote.tsx'

const useStyles = makeStyles({
  root: {
    minWidth: 0,
    whiteSpace: 'pre-wrap',
    '& p, & ul, & ol, & blockquote, & pre, & table': { margin: '0 0 6px' },
    '& > :last-child': { marginBottom: 0 },
    '& ul, & ol': { paddingInlineStart: '24px' },
    '& blockquote': {
      paddingInlineStart: '10px',
      borderInlineStartWidth: '3px',
      borderInlineStartStyle: 'solid',
      borderInlineStartColor: tokens.colorNeutralStroke1,
    },
    '& pre': {
      padding: '8px 10px',
      borderRadius: tokens.borderRadiusMedium,
      backgroundColor: tokens.colorNeutralBackground3,
      whiteSpace: 'pre-wrap',
      fontFamily: tokens.fontFamilyMonospace,
      fontSize: tokens.fontSizeBase200,
    },
    '& code': { fontFamily: tokens.fontFamilyMonospace, fontSize: '0.92em' },
    '& th, & td': {
      border: `1px solid ${tokens.colorNeutralStroke2}`,
      padding: '4px 8px',
      textAlign: 'start',
    },
    '& table': { borderCollapse: 'collapse' },
    '& hr': { border: 'none', height: '1px', backgroundColor: tokens.colorNeutralStroke2 },
  },
  wide: { overflowX: 'auto', maxWidth: '100%' },
  heading: {
    display: 'block',
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase400,
    marginBottom: '4px',
  },
  cut: { display: 'block', color: tokens.colorNeutralForeground2, fontStyle: 'italic' },
  mention: { color: tokens.colorBrandForegroundLink, fontWeight: tokens.fontWeightSemibold },
  remote: {
    display: 'inline-flex',
    gap: '4px',
    alignItems: 'center',
    color: tokens.colorNeutralForeground3,
    fontStyle: 'italic',
  },
})

interface RichTextProps {
  nodes: readonly RichNode[]
  /** Draws what is attached at a place in the text. */
  attachment?: (id: string) => ReactNode
  image?: (hostedContentId: string, alt: string, emoji: boolean) => ReactNode
  media?: (hostedContentId: string) => ReactNode
}

/** The nodes of a message body as React elements; the only elements that can come out are named here. */
export function RichText({ nodes, attachment, image, media }: RichTextProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const drawAll = (list: readonly RichNode[]): ReactNode =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the nodes of one body never move
    list.map((node, index) => <Fragment key={index}>{draw(node)}</Fragment>)

  const draw = (node: RichNode): ReactNode => {
    switch (node.kind) {
      case 'text':
        return node.text
      case 'link':
        return (
          <Link inline href={node.href} target="_blank" rel="noopener noreferrer">
            {drawAll(node.children)}
          </Link>
        )
      case 'mention':
        return <span className={styles.mention}>{node.text}</span>
      case 'attachment':
        return attachment?.(node.id)
      case 'hosted-image':
        return image?.(node.hostedContentId, node.alt, node.emoji ?? false)
      case 'hosted-media':
        return media?.(node.hostedContentId)
      case 'cut':
        return <span className={styles.cut}>{t('archive.cut')}</span>
      case 'remote-image':
        return (
          <span className={styles.remote}>
            <Image16Regular aria-hidden /> {node.alt || t('archive.image.remote')}
          </span>
        )
      case 'quote':
        return <Quote name={node.name} messageId={node.messageId} text={node.preview} />
      case 'element':
        return drawElement(node.tag, node.rtl, drawAll(node.children))
    }
  }

  const drawElement = (tag: RichTag, rtl: boolean, children: ReactNode): ReactNode => {
    if (tag === 'br' || tag === 'hr') return createElement(tag)
    if (tag === 'heading') return <span className={styles.heading}>{children}</span>
    const element = createElement(tag, rtl ? { dir: 'rtl' } : isBlock(tag) ? { dir: 'auto' } : null, children)
    if (tag !== 'table') return element
    return <div className={styles.wide}>{element}</div>
  }

  return (
    <div className={styles.root} data-user-content>
      {drawAll(nodes)}
    </div>
  )
}

function isBlock(tag: RichTag): boolean {
  return tag === 'p' || tag === 'li' || tag === 'blockquote'
}
