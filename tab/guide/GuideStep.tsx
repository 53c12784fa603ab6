/**
 * The manual way, step by step: one source for the wizard, the page `/guide` and its PDF.
 *
 *   <GuideStep step="register" values={{ authority, redirectUri, applicationId }} />
 *   <GuideStep step="credential" way="certificate" values={values} fields={{ get: <DownloadButton /> }} />
 *   <GuideStart values={values} />        what stands on the first screen; it has h2 headings of its own
 *   <PermissionTable leastSet />          each permission: what for, what breaks without it
 *
 * No heading is drawn: `useGuideWords()[step].title` (and `.short`, for a stepper) is the text for one. `fields` puts
 * something below an action, such as the input for what was copied there. `values` may be empty: stand-ins are shown.
 * Suspends while the texts come, so a `Suspense` has to be around. Actions, names and order are in `steps.ts`.
 */

import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { Eye20Regular, Person20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { PLAIN_LIST } from '../components/plain-list.ts'
import { formatNumber } from '../format/number.ts'
import { GuideAction } from './GuideAction.tsx'
import { PermissionTable } from './PermissionTable.tsx'
import { Picture } from './Picture.tsx'
import { RegimeTable } from './RegimeTable.tsx'
import { type CredentialWay, numbersOf, type Part, partsOf, type WorkStep } from './steps.ts'
import type { GuideValues } from './values.ts'
import { useGuideWords } from './words.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: 0 },
  why: { display: 'block', maxWidth: '72ch' },
  line: { display: 'flex', gap: '8px', maxWidth: '72ch' },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground2 },
  part: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '16px 24px',
    '@media screen': {
      '@container guide (min-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 330px)' },
    },
    '@media print': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 220px)' },
  },
  /** Beside a long list it remains in view, below the tab's own bar. */
  picture: {
    alignSelf: 'start',
    breakInside: 'avoid',
    '@media screen': {
      '@container guide (min-width: 640px)': { position: 'sticky', top: '68px' },
    },
  },
  parts: { containerType: 'inline-size', containerName: 'guide' },
  column: { display: 'flex', flexDirection: 'column', gap: '24px' },
  way: { margin: '0 0 12px', breakAfter: 'avoid' },
  actions: {
    ...PLAIN_LIST,
    gap: '20px',
    minWidth: 0,
  },
})

interface GuideStepProps {
  step: WorkStep
  values: GuideValues
  /** How the app proves itself; both ways are shown when it is left out. */
  way?: CredentialWay
  /** Below the action of this name. */
  fields?: Readonly<Record<string, ReactNode>>
  /** Of the headings inside. */
  heading?: 'h2' | 'h3'
}

/** One step of the manual way: why, who, what to do with pictures beside it, and what one should see then. */
export function GuideStep({ step, values, way, fields = {}, heading = 'h3' }: GuideStepProps) {
  const styles = useStyles()
  const words = useGuideWords()
  const ways: readonly (CredentialWay | undefined)[] =
    step !== 'credential' ? [undefined] : way ? [way] : ['certificate', 'secret']
  return (
    <div className={styles.root}>
      <Text className={styles.why}>{words[step].why}</Text>
      <Line icon={<Person20Regular />} label={words.label.who} text={words[step].who} />
      {step === 'permissions' && <PermissionTable leastSet={values.leastSet} heading={heading} />}
      {step === 'billing' && <RegimeTable heading={heading} />}
      <div className={styles.parts}>
        <div className={styles.column}>
          {ways.map((it) => (
            <section key={it ?? step}>
              {ways.length > 1 && it && (
                <Subtitle2 as={heading} className={styles.way} block>
                  {words.label[it]}
                </Subtitle2>
              )}
              <div className={styles.column}>
                {partsOf(step, it).map((part) => (
                  <PartOfStep key={part.picture} step={step} part={part} values={values} fields={fields} />
                ))}
              </div>
            </section>
          ))}
        </div>
      </div>
      <Line icon={<Eye20Regular />} label={words.label.see} text={words[step].see} />
    </div>
  )
}

interface PartProps {
  step: WorkStep
  part: Part
  values: GuideValues
  fields: Readonly<Record<string, ReactNode>>
}

function PartOfStep({ step, part, values, fields }: PartProps) {
  const styles = useStyles()
  const numbers = numbersOf(step, part.way)
  const first = numbers.get(part.actions[0]?.name ?? '') ?? 1
  return (
    <div className={styles.part}>
      <ol className={styles.actions} start={first}>
        {part.actions.map((action) => (
          <GuideAction
            key={action.name}
            step={step}
            action={action}
            values={values}
            number={formatNumber(numbers.get(action.name) ?? 1)}
          >
            {fields[action.name]}
          </GuideAction>
        ))}
      </ol>
      <div className={styles.picture}>
        <Picture name={part.picture} numbers={numbers} />
      </div>
    </div>
  )
}

function Line({ icon, label, text }: { icon: ReactNode; label: string; text: string }) {
  const styles = useStyles()
  return (
    <div className={styles.line}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Text>
        <Text weight="semibold">{label}:</Text> {text}
      </Text>
    </div>
  )
}
