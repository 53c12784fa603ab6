import { Button, Field, makeStyles, Select } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { browserZone, zonesByRegion } from '../../format/zones.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '4px' },
  field: { width: '320px', maxWidth: '100%' },
})

type Props = { zone: string; saved: string; onChange: (zone: string) => void }

/** Whose clocks the times are read by. */
export function ZoneField({ zone, saved, onChange }: Props) {
  const { t } = useTranslation()
  const styles = useStyles()
  const here = browserZone()
  const regions = useMemo(() => zonesByRegion(saved, here), [saved, here])
  return (
    <div className={styles.root}>
      <Field label={t('schedule.zone')} className={styles.field}>
        <Select value={zone} onChange={(_, { value }) => onChange(value)}>
          {regions.map(([region, zones]) => (
            <optgroup key={region} label={region || t('schedule.zoneOther')}>
              {zones.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      {zone !== here && (
        <Button appearance="transparent" size="small" onClick={() => onChange(here)}>
          {t('schedule.zoneHere', { zone: here })}
        </Button>
      )}
    </div>
  )
}
