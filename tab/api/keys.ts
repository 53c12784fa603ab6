/** Query keys that more than one place reads or refreshes. */
export const keys = {
  overview: ['overview'] as const,
  quota: ['quota'] as const,
  ledger: ['quota', 'ledger'] as const,
  quotaHistory: ['quota', 'history'] as const,
  usage: (by: string, span: string) => ['quota', 'usage', by, span] as const,
  strategy: ['strategy'] as const,
  limitAdvice: ['limit-advice'] as const,
  connection: ['connection'] as const,
  setup: ['setup'] as const,
  health: ['health'] as const,
  /** Of every application that was asked about. */
  consent: ['consent'] as const,
  forecast: ['forecast'] as const,
  schedule: ['schedule'] as const,
  scheduleTimes: (cron: string, timeZone: string) => ['schedule-times', cron, timeZone] as const,
  runs: ['runs'] as const,
  /** Of every run opened so far. */
  eachRun: ['run'] as const,
  run: (id: string) => ['run', id] as const,
  runFaults: (id: string) => ['run', id, 'faults'] as const,
  runPeople: (id: string, state: string) => ['run', id, 'people', state] as const,
  scope: ['scope'] as const,
  subjects: (q: string, inScope?: boolean) => ['subjects', q, inScope ?? 'any'] as const,
  allSubjects: ['subjects'] as const,
  preferences: ['preferences'] as const,
  roles: ['roles'] as const,
  readingPolicy: ['reading-policy'] as const,
  /** Every list of them. */
  readingRequests: ['reading-requests'] as const,
}
