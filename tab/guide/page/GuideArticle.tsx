import {
  makeStyles,
  mergeClasses,
  Text,
  teamsLightTheme,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { fetchSignInConfig } from '../../auth/token-source.ts'
import { PLAIN_LIST } from '../../components/plain-list.ts'
import { formatNumber } from '../../format/number.ts'
import { GuideStart } from '../GuideStart.tsx'
import { GuideStep } from '../GuideStep.tsx'
import { STEPS, WORK_STEPS } from '../steps.ts'
import { CONSENT_CALLBACK, type GuideValues } from '../values.ts'
import { useGuideWords } from '../words.ts'
import { GuideTools } from './GuideTools.tsx'
import './guide.css'

/** Paper is white: what the guide's parts are coloured by, as in the light theme. */
const ON_PAPER = [
  'colorNeutralForeground1',
  'colorNeutralForeground2',
  'colorNeutralForeground3',
  'colorNeutralForegroundOnBrand',
  'colorNeutralBackground1',
  'colorNeutralBackground3',
  'colorNeutralBackground4',
  'colorNeutralStroke1',
  'colorNeutralStroke2',
  'colorNeutralStrokeAccessible',
  'colorTransparentStroke',
  'colorBrandBackground',
  'colorBrandBackground2',
  'colorBrandForeground1',
  'colorBrandForegroundLink',
  'colorBrandStroke2',
  'colorCompoundBrandBackground',
  'colorCompoundBrandStroke',
  'colorStatusWarningBackground1',
  'colorStatusWarningBorder1',
  'colorStatusWarningForeground1',
  'colorStatusSuccessForeground1',
  'colorStatusDangerForeground1',
] as const

/** And its letters are smaller: a page holds more of them than a screen. */
const PRINTED = {
  '--fontSizeBase100': '10px',
  '--lineHeightBase100': '13px',
  '--fontSizeBase200': '11px',
  '--lineHeightBase200': '14.5px',
  '--fontSizeBase300': '12px',
  '--lineHeightBase300': '16px',
  '--fontSizeBase400': '13.5px',
  '--lineHeightBase400': '18px',
  '--fontSizeBase500': '17px',
  '--lineHeightBase500': '22px',
  '--fontSizeHero700': '24px',
  '--lineHeightHero700': '30px',
}

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '40px',
    color: tokens.colorNeutralForeground1,
    '@media print': {
      display: 'block',
      fontSize: '12px',
      lineHeight: '16px',
      ...PRINTED,
      ...Object.fromEntries(ON_PAPER.map((name) => [`--${name}`, teamsLightTheme[name]])),
    },
  },
  head: { display: 'flex', flexDirection: 'column', gap: '12px' },
  title: { ...typographyStyles.title2, margin: 0, overflowWrap: 'anywhere' },
  intro: { maxWidth: '72ch', fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  quiet: { maxWidth: '72ch', color: tokens.colorNeutralForeground2 },
  contents: {
    ...PLAIN_LIST,
    gap: '2px',
  },
  link: {
    color: tokens.colorBrandForegroundLink,
    // 24 px is what a finger needs.
    '@media screen': { display: 'inline-block', paddingBlock: '3px' },
  },
  step: { display: 'flex', flexDirection: 'column', gap: '16px', '@media print': { display: 'block' } },
  heading: {
    ...typographyStyles.subtitle1,
    margin: 0,
    paddingBottom: '8px',
    borderBottom: `2px solid ${tokens.colorCompoundBrandStroke}`,
    breakAfter: 'avoid',
    '@media print': { margin: '28px 0 12px' },
  },
  paper: { display: 'none', '@media print': { display: 'block', marginTop: '12px' } },
})

interface GuideArticleProps {
  /** Inside the tab its own title stands above it. */
  titled?: boolean
}

/** The whole guide on one page, to read and to print. */
export function GuideArticle({ titled = true }: GuideArticleProps) {
  const styles = useStyles()
  const words = useGuideWords()
  const values = useValues()
  const { page } = words
  return (
    <article className={styles.root} data-guide>
      <div className={styles.head}>
        {titled && <h1 className={styles.title}>{page.title}</h1>}
        <Text className={styles.intro}>{page.intro}</Text>
        <Text className={styles.quiet}>{page.automatic}</Text>
        <GuideTools />
        <nav aria-label={page.contents}>
          <ol className={styles.contents}>
            {STEPS.map((step, at) => (
              <li key={step}>
                <a href={`#${step}`} className={styles.link}>
                  {at > 0 && `${formatNumber(at)}. `}
                  {words[step].title}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <Text size={200} className={mergeClasses(styles.quiet, styles.paper)}>
          {page.addresses}
        </Text>
        <Text size={200} className={styles.quiet}>
          {words.label.pictureNote}
        </Text>
      </div>
      <section id="start" className={styles.step}>
        <h2 className={styles.heading}>{words.start.title}</h2>
        <GuideStart heading="h3" />
      </section>
      {WORK_STEPS.map((step, at) => (
        <section key={step} id={step} className={styles.step}>
          <h2 className={styles.heading}>
            {formatNumber(at + 1)}. {words[step].title}
          </h2>
          <GuideStep step={step} values={values} />
        </section>
      ))}
    </article>
  )
}

/** What anyone may know: the addresses of this Chatvault and of its cloud. */
function useValues(): GuideValues {
  const [authority, setAuthority] = useState<string>()
  useEffect(() => {
    fetchSignInConfig().then(
      (config) => setAuthority(config.authority),
      // The links then lead to the global cloud.
      () => undefined,
    )
  }, [])
  return { authority, redirectUri: window.location.origin + CONSENT_CALLBACK }
}
