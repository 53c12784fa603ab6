import { Schedule, SchedulePreview, ScheduleTimes, SetSchedule } from '../../contract/index.ts'
import type { ScheduleService } from '../../services/schedule/schedule.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function scheduleRoutes(schedule: ScheduleService): Route[] {
  return [
    route({
      method: 'get',
      path: '/schedule',
      summary: 'When backups start automatically; a suggestion while no one has saved one',
      action: 'status.read',
      answer: json(Schedule),
      handler: ({ operator }) => schedule.get(operator),
    }),
    route({
      method: 'put',
      path: '/schedule',
      summary: 'Turn automatic backups on or off, and set their times',
      action: 'schedule.set',
      audit: 'schedule.set',
      note: ({ body: { enabled, cron, timeZone, strategy } }) =>
        [enabled ? 'on' : 'off', cron, timeZone, ...(strategy === undefined ? [] : [strategy])].join(', '),
      body: SetSchedule,
      answer: json(Schedule),
      handler: ({ operator, body }) => schedule.set(operator, body),
    }),
    route({
      method: 'get',
      path: '/schedule/preview',
      summary: 'The next five times of a schedule that isn’t saved yet',
      action: 'status.read',
      query: ScheduleTimes,
      answer: json(SchedulePreview),
      handler: ({ operator, query }) => schedule.preview(operator, query),
    }),
  ]
}
