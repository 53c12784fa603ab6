/** The figures of a run and of its month, as the API tells them and as each screen shows them. */
import type { Page } from 'playwright-core'
import type { Quota, Run } from '../../server/contract/index.ts'
import type { Stage } from './stage.ts'

/** As they are written: `2 of 9`. What a screen does not show is left out. */
export interface Figures {
  /** Of the run. */
  readonly people?: string
  /** What became of those who are not read, one after the other. */
  readonly rest?: string
  readonly read?: string
  readonly cost?: string
  /** Of the month. */
  readonly used?: string
  readonly left?: string
  readonly monthCost?: string
}

const number = (n: number) => n.toLocaleString('en-US')
/** Rounded as people do: 1.575 is 1.58. */
const money = (amount: string) => `USD ${(Math.round(Number(`${amount}e2`)) / 100).toFixed(2)}`

/** What every place has to show, from one answer about the run and one about the month. */
export async function figuresOfApi({ api }: Stage, runId: string): Promise<Required<Figures>> {
  const { totals, cost, state } = await api.get<Run>(`/api/runs/${runId}`)
  const { used, left, cost: monthCost } = await api.get<Quota>('/api/quota')
  const waiting = state === 'running' ? 0 : totals.subjectsWaiting
  const rest = [
    ...(totals.subjectsSkipped > 0 ? [`${totals.subjectsSkipped} left out`] : []),
    ...(totals.subjectsFailed > 0 ? [`${totals.subjectsFailed} failed`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
  ]
  return {
    people: `${totals.subjectsRead} of ${totals.subjects}`,
    rest: rest.join(', '),
    read: number(totals.charged),
    cost: money(cost),
    used: number(used),
    left: number(left ?? 0),
    monthCost: money(monthCost),
  }
}

const PARTS = String.raw`(?:\d+ (?:left out|failed|waiting)(?:, )?)+`
/** By figure, all forms it is written in. */
const FORMS: Readonly<Record<keyof Figures, readonly RegExp[]>> = {
  people: [/([\d,]+ of [\d,]+) people/, /People\n([\d,]+ of [\d,]+)/],
  rest: [new RegExp(`people · (${PARTS})`), new RegExp(`People\\n[\\d,]+ of [\\d,]+\\n(${PARTS})`)],
  read: [/Messages read\n([\d,]+)/, /so far\. ([\d,]+) messages?/],
  cost: [/Cost\n(USD [\d.,]+)/, /so far\. [\d,]+ messages? × USD [\d.]+ = (USD [\d.]+)/],
  used: [
    /([\d,]+) messages? read\n/,
    /(?<!so far\. |[\d,])([\d,]+) messages? × USD/,
    /([\d,]+) of [\d,]+ messages used this month/,
  ],
  left: [/([\d,]+) messages? left/],
  monthCost: [/(?<!so far\. |[\d,])[\d,]+ messages? × USD [\d.]+ = (USD [\d.]+)/],
}

/** Throws where a screen shows one figure in two ways. */
export async function figuresOn(page: Page): Promise<Figures> {
  const text = (await textOf(page)).replaceAll(/\u00a0|\u202f/g, ' ')
  const shown = Object.entries(FORMS).flatMap(([figure, forms]) => {
    const found = new Set(
      forms.flatMap((form) => [...text.matchAll(new RegExp(form, 'g'))].map(([, value = '']) => value)),
    )
    if (found.size > 1)
      throw new Error(`${page.url()} shows ${figure} in ${found.size} ways: ${[...found].join(' / ')}`)
    return [...found].map((value) => [figure, value])
  })
  return Object.fromEntries(shown)
}

/** What is written and what is said of bars. */
async function textOf(page: Page): Promise<string> {
  const content = page.locator('#content')
  const bars = await content
    .getByRole('meter')
    .evaluateAll((all) => all.map((bar) => bar.getAttribute('aria-label')))
  return [(await content.allInnerTexts()).join('').replaceAll(/\n+/g, '\n'), ...bars].join('\n')
}

/** The newest row of the history. */
export async function figuresInHistory(page: Page): Promise<Figures> {
  const row = page.getByRole('table', { name: 'History' }).getByRole('row').nth(1)
  const cells = (await row.getByRole('cell').allInnerTexts()).map((cell) =>
    cell.replaceAll(/\u00a0|\u202f/g, ' ').split(/\n+/),
  )
  const [people = '', rest = ''] = cells[2] ?? []
  const [read = '', cost = ''] = cells[4] ?? []
  return { people, rest, read, cost }
}
