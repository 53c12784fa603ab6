import { makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { formatNumber } from '../format/number.ts'
import { Picture } from './Picture.tsx'
import { WORK_STEPS } from './steps.ts'
import { type GuideWords, useGuideWords } from './words.ts'

const useStyles = makeStyles({
  root: {
    containerType: 'inline-size',
    containerName: 'guide',
    display: 'flex',
    flexDirection: 'column',
    gap: '24px',
  },
  head: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '24px',
    '@media screen': {
      '@container guide (min-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 330px)' },
    },
    '@media print': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 220px)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: '20px', minWidth: 0 },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: '16px 24px',
    '@media print': { gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' },
  },
  section: { display: 'flex', flexDirection: 'column', gap: '6px' },
  whole: { breakInside: 'avoid' },
  title: { margin: 0, breakAfter: 'avoid' },
  text: { maxWidth: '72ch' },
  list: { margin: 0, paddingInlineStart: '22px', display: 'flex', flexDirection: 'column', gap: '6px' },
  roles: { margin: '6px 0 0' },
  role: {
    padding: '8px 0 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    breakInside: 'avoid',
  },
  who: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
})

interface GuideStartProps {
  heading?: 'h2' | 'h3'
  /** What a message costs here and now, in words; no one knows it on paper. */
  price?: string
}

/** The first screen: what will happen, who is needed for what, what it costs, what is read, what is stored where. */
export function GuideStart({ heading = 'h2', price }: GuideStartProps) {
  const styles = useStyles()
  const words = useGuideWords()
  const { start } = words
  const { happens } = start
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <div className={styles.column}>
          <Text className={styles.text}>{start.why}</Text>
          <Section title={happens.title} heading={heading}>
            <ol className={styles.list}>
              {[happens.register, happens.credential, happens.permissions, happens.connect].map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ol>
          </Section>
          <Section title={start.need.title} heading={heading}>
            <ul className={styles.list}>
              <li>{start.need.tenant}</li>
              <li>{start.need.mailbox}</li>
            </ul>
          </Section>
        </div>
        <Picture name="start" numbers={new Map(WORK_STEPS.map((step, at) => [step, at + 1]))} />
      </div>
      <Section title={start.roles.title} heading={heading} text={start.roles.text}>
        <Roles words={words} />
      </Section>
      <div className={styles.columns}>
        <Section title={start.costs.title} heading={heading} text={start.costs.text}>
          {price && <Text weight="semibold">{price}</Text>}
          <Text>{start.costs.limit}</Text>
        </Section>
        <Section title={start.reads.title} heading={heading} text={start.reads.text} />
        <Section title={start.stored.title} heading={heading} text={start.stored.text} />
      </div>
    </div>
  )
}

interface SectionProps {
  title: string
  heading: 'h2' | 'h3'
  text?: string
  children?: ReactNode
}

function Section({ title, heading, text, children }: SectionProps) {
  const styles = useStyles()
  return (
    <section className={mergeClasses(styles.section, children === undefined && styles.whole)}>
      <Subtitle2 as={heading} className={styles.title}>
        {title}
      </Subtitle2>
      {text && <Text className={styles.text}>{text}</Text>}
      {children}
    </section>
  )
}

function Roles({ words }: { words: GuideWords }) {
  const styles = useStyles()
  return (
    <dl className={mergeClasses(styles.columns, styles.roles)}>
      {WORK_STEPS.map((step, at) => (
        <div key={step} className={styles.role}>
          <dt>
            <Text weight="semibold">
              {formatNumber(at + 1)}. {words[step].title}
            </Text>
          </dt>
          <dd className={styles.who}>
            {words[step].who}
            <Text size={200} className={styles.quiet}>
              {words[step].roleReason}
            </Text>
          </dd>
        </div>
      ))}
    </dl>
  )
}
