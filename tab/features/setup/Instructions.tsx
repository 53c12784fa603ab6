import type { ReactNode } from 'react'
import type { Setup } from '../../../server/contract/index.ts'
import { Panel } from '../../components/Panel.tsx'
import { GuideStep } from '../../guide/GuideStep.tsx'
import type { CredentialWay, WorkStep } from '../../guide/steps.ts'
import type { GuideValues } from '../../guide/values.ts'
import { useGuideValues } from './use-guide-values.ts'

interface InstructionsProps {
  step: WorkStep
  title?: string
  way?: CredentialWay
  setup: Setup
  /** Typed here and not kept yet. */
  values?: GuideValues
  /** Below the action of this name. */
  fields?: Readonly<Record<string, ReactNode>>
}

/** What is done in Microsoft 365 in this step, with what is known by now filled in. */
export function Instructions({ step, title, way, setup, values, fields }: InstructionsProps) {
  const known = useGuideValues(setup)
  return (
    <Panel {...(title !== undefined && { title })}>
      <GuideStep
        step={step}
        {...(way && { way })}
        values={{ ...known, ...values }}
        {...(fields && { fields })}
        heading={title === undefined ? 'h2' : 'h3'}
      />
    </Panel>
  )
}
