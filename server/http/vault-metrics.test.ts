import { expect, it } from 'vitest'
import { createMeasuringService } from '../services/measuring.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createMetrics } from './metrics.ts'
import { withVaultMetrics } from './vault-metrics.ts'

const TENANT = 'aaaaaaaa-0000-4000-8000-00000000000a'

forEachDatabase('the numbers of the vault', (open) => {
  it('are those of the books, and what is not known is left out', async () => {
    const database = await open()
    const clock = createFakeClock()
    const [now, month] = [clock.now().toISOString(), clock.now().toISOString().slice(0, 7)]
    await database.script(`
      insert into tenant (id, created_at) values ('${TENANT}', '${now}');
      insert into quota_month (tenant_id, month, charged, reserved) values ('${TENANT}', '${month}', 40, 2), ('${TENANT}', '2020-01', 60, 0);
      insert into fence (tenant_id, until) values ('${TENANT}', '${now}'::timestamptz + interval '90 s');
      insert into source (tenant_id, subject_id, watermark)
        values ('${TENANT}', 'a', '${now}'::timestamptz - interval '1 h'), ('${TENANT}', 'b', '${now}'::timestamptz - interval '1 min'), ('${TENANT}', 'c', null);
      insert into run (id, tenant_id, state, strategy, trigger, created_at, ended_at)
        values ('r1', '${TENANT}', 'completed', 'complete', 'manual', '${now}', '2026-11-10T10:00:00Z'),
               ('r2', '${TENANT}', 'failed', 'complete', 'manual', '${now}', '2026-11-11T10:00:00Z');
    `)
    const measuring = createMeasuringService({ database, clock })
    const text = await withVaultMetrics(createMetrics(), measuring).registry.metrics()
    const told = (name: string, labels = `tenant="${TENANT}"`) =>
      text.match(new RegExp(`^chatvault_${name}\\{${labels}\\} (\\S+)$`, 'm'))?.[1]
    expect(told('last_success_timestamp_seconds')).toBe(String(Date.UTC(2026, 10, 10, 10) / 1000))
    expect(told('last_run_timestamp_seconds')).toBe(String(Date.UTC(2026, 10, 11, 10) / 1000))
    expect(told('oldest_unprotected_seconds')).toBe('3600')
    expect(told('messages_charged')).toBe('100')
    expect(told('month_messages_charged')).toBe('40')
    expect(told('month_messages_reserved')).toBe('2')
    expect(told('graph_throttled_seconds')).toBe('90')
    expect(told('connection_active')).toBe('0')
    expect(told('runs', `tenant="${TENANT}",state="failed"`)).toBe('1')
    expect(told('month_messages_limit')).toBeUndefined()
    expect(told('secret_expiry_timestamp_seconds')).toBeUndefined()
  })
})
