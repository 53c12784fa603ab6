import { Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Open16Regular, Warning16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { CopyField } from '../components/CopyField.tsx'
import { type PlaceName, placeOf } from './portals.ts'
import { type Action, permissionsToTick, type ValueName, type WorkStep } from './steps.ts'
import { type GuideValues, textToCopy } from './values.ts'
import { useGuideWords } from './words.ts'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: '28px minmax(0, 1fr)',
    columnGap: '12px',
    breakInside: 'avoid',
  },
  number: {
    width: '28px',
    height: '28px',
    boxSizing: 'border-box',
    borderRadius: '14px',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase300,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    printColorAdjust: 'exact',
  },
  body: { display: 'flex', flexDirection: 'column', gap: '6px', minWidth: 0, paddingTop: '3px' },
  text: { maxWidth: '64ch' },
  place: { display: 'flex', flexDirection: 'column', gap: '2px' },
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    '@media print': { display: 'inline' },
  },
  icon: { flexShrink: 0, '@media print': { display: 'none' } },
  address: {
    display: 'none',
    '@media print': { display: 'inline', overflowWrap: 'anywhere', fontSize: tokens.fontSizeBase100 },
  },
  path: { color: tokens.colorNeutralForeground2 },
  copy: {
    padding: '6px 10px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    display: 'flex',
    flexDirection: 'column',
  },
  mistake: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    columnGap: '8px',
    padding: '8px 10px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorNeutralForeground1,
    printColorAdjust: 'exact',
    breakInside: 'avoid',
  },
  sign: { marginTop: '2px', color: tokens.colorStatusWarningForeground1 },
})

interface GuideActionProps {
  step: WorkStep
  action: Action
  values: GuideValues
  /** As the reader writes it. */
  number: string
  children?: ReactNode
}

interface Words {
  readonly title: string
  readonly text: string
}

/** One thing to do: what, where, what to copy, and what goes wrong here. */
export function GuideAction({ step, action, values, number, children }: GuideActionProps) {
  const styles = useStyles()
  const words = useGuideWords()
  const texts: Readonly<Record<string, Words>> = words[step].do
  const mistakes: Readonly<Record<string, Words>> = words[step].mistake
  return (
    <li className={styles.root}>
      <span className={styles.number} aria-hidden>
        {number}
      </span>
      <div className={styles.body}>
        <Text weight="semibold">{texts[action.name]?.title}</Text>
        <Text className={styles.text}>{texts[action.name]?.text}</Text>
        {action.place && <Where place={action.place} values={values} />}
        {action.values?.map((name) => (
          <ToCopy key={name} name={name} values={values} />
        ))}
        {step === 'permissions' && action.name === 'tick' && <PermissionNames leastSet={values.leastSet} />}
        {children}
        {action.mistakes?.map((name) => (
          <Mistake key={name} title={mistakes[name]?.title ?? name} text={mistakes[name]?.text ?? name} />
        ))}
      </div>
    </li>
  )
}

function Where({ place, values }: { place: PlaceName; values: GuideValues }) {
  const styles = useStyles()
  const { label, place: paths } = useGuideWords()
  const { portal, link } = placeOf(place, values)
  return (
    <div className={styles.place}>
      <span>
        <Link href={link} target="_blank" rel="noreferrer" className={styles.link}>
          {portal === 'entra' ? label.open : label.openAzure}
          <Open16Regular aria-hidden className={styles.icon} />
          <span className="sr-only">({label.newTab})</span>
        </Link>{' '}
        <bdi dir="ltr" translate="no" className={styles.address}>
          {link}
        </bdi>
      </span>
      <Text size={200} className={styles.path}>
        {label.path}: {paths[place].entra}
      </Text>
      <Text size={200} className={styles.path}>
        {label.older}: {paths[place].azure}
      </Text>
    </div>
  )
}

function ToCopy({ name, values }: { name: ValueName; values: GuideValues }) {
  const styles = useStyles()
  const words = useGuideWords()
  const text = textToCopy(name, values)
  if (text === undefined) return null
  return (
    <div className={styles.copy}>
      <Text size={200} className={styles.path}>
        {words.value[name]}
      </Text>
      <CopyField value={text} what={words.value[name]} />
    </div>
  )
}

function PermissionNames({ leastSet = true }: { leastSet: boolean | undefined }) {
  const styles = useStyles()
  return (
    <div className={styles.copy}>
      {permissionsToTick(leastSet).map(({ name }) => (
        <CopyField key={name} value={name} what={name} />
      ))}
    </div>
  )
}

function Mistake({ title, text }: Words) {
  const styles = useStyles()
  const { label } = useGuideWords()
  return (
    <div className={styles.mistake} role="note">
      <Warning16Regular className={styles.sign} aria-hidden />
      <Text size={200}>
        <Text size={200} weight="semibold">
          {label.mistake}: {title}.
        </Text>{' '}
        {text}
      </Text>
    </div>
  )
}
