import { automatic } from './en/automatic.ts'
import { setup } from './en/setup.ts'

/** The texts of the setup: more than a third of all, and the first screen needs none of them. */
export const setupTexts = { automatic, setup }
