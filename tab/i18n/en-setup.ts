import { automatic } from './en/automatic.ts'
import { onboarding } from './en/onboarding.ts'

/** The texts of the setup: more than a third of all, and the first screen needs none of them. */
export const setup = { automatic, onboarding }
