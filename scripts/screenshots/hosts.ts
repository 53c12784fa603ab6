/** The tab inside simulated Teams, and every page between opening it and being in it. */
import { type HostStage, type HostVisitOptions, openInTeams } from '../../tab/e2e/host-stage.ts'
import { openVisit, signIn } from '../../tab/e2e/visit.ts'
import { NARROW, shoot, WIDE, whole } from './camera.ts'

const THEMES = { default: 'light', dark: 'dark', contrast: 'contrast' } as const
const SECTIONS = ['overview', 'archive', 'runs', 'usage', 'connection', 'settings'] as const

/** Theirs alone: who comes from another is told so. */
export const TENANT_ID = '6b1f0c1e-5d3a-4a57-9f2e-3c8d7a1b2c4d'

export async function walkInHosts(stage: HostStage): Promise<void> {
  for (const [theme, name] of Object.entries(THEMES))
    for (const section of SECTIONS)
      await inHost(stage, `teams-${section}-${name}`, { knobs: { theme, ...linkTo(section) } })
  await inHost(stage, 'outlook-overview', { host: 'outlook.office.com' })
  await inHost(stage, 'm365-overview-german', { host: 'm365.cloud.microsoft', knobs: { locale: 'de-de' } })
  await beforeTheFirstScreen(stage)
}

const linkTo = (section: string): Record<string, string> => (section === 'overview' ? {} : { sub: section })

/** What a host or Microsoft answers, by the page it leads to. */
const ANSWERS: Record<string, HostVisitOptions> = {
  consent: { knobs: { tokens: 'consent' } },
  'not-set-up': { knobs: { tokens: 'resourceDisabled!' } },
  'host-failed': { knobs: { tokens: 'renewalTimeout!' } },
  cancelled: { knobs: { tokens: 'CancelledByUser!' } },
  blocked: { knobs: { tokens: 'FailedToOpenWindow!' } },
  unknown: { knobs: { tokens: 'Something new in the host!' } },
  'no-role': { knobs: { who: 'Lea Novak' } },
}

async function beforeTheFirstScreen(stage: HostStage): Promise<void> {
  for (const [name, options] of Object.entries(ANSWERS)) await inHost(stage, `sign-in-${name}`, options)
  await inHost(stage, 'sign-in-other-tenant', { knobs: { flaw: 'tenant' } })
  await inHost(stage, 'sign-in-host-silent', { clock: true, knobs: { answers: 'no' } }, 20_000)
  await inHost(stage, 'sign-in-sharepoint', { clock: true, host: 'contoso.sharepoint.com' }, 3000)
  await inWindow(stage)
}

/** Shown at both widths as the host shows it; its theme is the host's affair. */
async function inHost(stage: HostStage, name: string, options: HostVisitOptions, laterMs = 0): Promise<void> {
  for (const viewport of [WIDE, NARROW]) {
    const visit = await openInTeams(stage, { ...options, viewport })
    if (laterMs > 0) {
      await visit.tab.getByRole('status').waitFor()
      await visit.page.clock.fastForward(laterMs)
    }
    await visit.tab.getByRole('heading', { level: 1 }).first().waitFor()
    await whole(visit.tab)
    await shoot(visit.page, name, { sizes: [viewport], themes: ['light'] })
    await visit.close()
  }
}

async function inWindow(stage: HostStage): Promise<void> {
  const visit = await openVisit(stage, { viewport: WIDE })
  const { page } = visit
  await page.route('**/config.json', (route) => route.fulfill({ status: 503, body: '' }))
  await page.goto(stage.product.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await shoot(page, 'sign-in-no-settings')
  await page.unroute('**/config.json')
  await signIn(visit, stage, 'Mia Berg')
  await page.getByRole('button', { name: /account of/ }).click()
  await shoot(page, 'account', { sizes: [WIDE] })
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'You’re signed out' }).waitFor()
  await shoot(page, 'sign-in-signed-out')
  await visit.close()
}
