import { AskForecast, Forecast } from '../../contract/index.ts'
import type { ForecastService } from '../../services/forecast/forecast.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function forecastRoutes(forecast: Pick<ForecastService, 'ask'>): Route[] {
  return [
    route({
      method: 'post',
      path: '/forecasts',
      summary: 'What a backup will read and cost. Reads nothing that is metered',
      action: 'run.start',
      body: AskForecast,
      bodyLimit: '10mb',
      answer: json(Forecast),
      refusals: [409],
      handler: ({ operator, body }) => forecast.ask(operator, body),
    }),
  ]
}
