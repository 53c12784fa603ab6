import { Link } from '@fluentui/react-components'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatParts } from '../../../format/number.ts'
import type { GraphPolicyViolation } from '../reading/graph.ts'
import { safeWebHref } from '../reading/links.ts'

/** What a policy did, what it found, the tip of the organization that shows it, and what the sender could say to it and did. */
export function PolicyWords({ violation }: { violation: GraphPolicyViolation }) {
  const { t } = useTranslation()
  const { dlpAction, userAction, verdictDetails, justificationText, policyTip } = violation
  const tip = policyTip?.generalText
  const found = (policyTip?.matchedConditionDescriptions ?? []).filter((it) => typeof it === 'string')
  const href = safeWebHref(policyTip?.complianceUrl)
  const answer = answerOf(userAction ?? '')
  const allowed = ALLOWED.find((it) => verdictDetails?.includes(it))
  const said: ReactNode[] = [
    t(`archive.mark.${policyActionOf(dlpAction ?? '')}`),
    found.length > 0 && t('archive.mark.dlpFound', { what: formatParts(found) }),
    tip && <bdi data-user-content>{tip}</bdi>,
    answer ? t(`archive.mark.${answer}`) : allowed && t(`archive.mark.${allowed}`),
    justificationText && t('archive.mark.dlpReason', { reason: justificationText }),
    href && (
      <Link href={href} target="_blank" rel="noopener noreferrer">
        {t('archive.mark.dlpPolicy')}
      </Link>
    ),
  ].filter(Boolean)
  return said.map((one, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence, which never change places.
    <Fragment key={at}>
      {at > 0 && ' · '}
      {one}
    </Fragment>
  ))
}

/** What senders may be allowed to do; one that names another begins with it, and comes first. */
const ALLOWED = [
  'allowOverrideWithoutJustification',
  'allowOverrideWithJustification',
  'allowFalsePositiveOverride',
] as const

function policyActionOf(action: string) {
  if (action.includes('blockAccessExternal')) return 'dlpBlockedExternal'
  if (action.includes('blockAccess')) return 'dlpBlocked'
  return action === 'none' ? 'dlpAllowed' : 'dlpNotified'
}

function answerOf(action: string) {
  if (action.includes('override')) return 'dlpOverridden'
  return action.includes('reportFalsePositive') ? 'dlpReported' : undefined
}
