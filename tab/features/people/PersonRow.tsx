import { Checkbox, makeStyles, Text, ToggleButton, Tooltip, tokens } from '@fluentui/react-components'
import { Star20Filled, Star20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Subject, SubjectState } from '../../../server/contract/index.ts'
import { PersonAvatar } from '../../components/PersonAvatar.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'
import { Told } from '../../components/Told.tsx'
import { useStanding } from '../../components/use-standing.ts'
import { Name, Verbatim } from '../../components/Verbatim.tsx'
import { useTold } from '../../i18n/use-told.ts'

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '64px',
    boxSizing: 'border-box',
    padding: '8px 12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  words: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 16px',
    justifyContent: 'space-between',
  },
  who: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    flexBasis: '220px',
    flexGrow: 1,
    overflowWrap: 'anywhere',
  },
  how: { display: 'flex', flexDirection: 'column', flexBasis: '190px', minWidth: 0 },
  fault: { flexBasis: '100%', color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const TONES: Record<SubjectState, Tone> = {
  never: 'quiet',
  protected: 'good',
  partial: 'warning',
  'cannot-chat': 'quiet',
  failing: 'bad',
  disabled: 'quiet',
  deleted: 'quiet',
}

interface PersonRowProps {
  person: Subject
  tabIndex: 0 | -1
  /** Undefined: people are not chosen one by one, so there is nothing to tick. */
  chosen?: boolean
  /** Read before everyone else. */
  first: boolean
  /** Left out for who may only read. */
  onToggle?: (id: string, list: 'chosen' | 'first') => void
}

export function PersonRow({ person, tabIndex, chosen, first, onToggle }: PersonRowProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const standing = useStanding()
  const choosing = chosen !== undefined
  return (
    <div className={styles.row} {...(choosing ? {} : { tabIndex, 'data-row-focus': true })}>
      {choosing && (
        <Checkbox
          checked={chosen}
          tabIndex={tabIndex}
          data-row-focus
          aria-label={t('people.choose', { name: person.displayName })}
          onChange={() => onToggle?.(person.id, 'chosen')}
        />
      )}
      <PersonAvatar name={person.displayName} size={36} />
      <div className={styles.words}>
        <div className={styles.who}>
          <Text weight="semibold">
            <Name>{person.displayName}</Name>
          </Text>
          <Text
            size={200}
            truncate
            wrap={false}
            block
            className={styles.quiet}
            title={person.userPrincipalName}
            translate="no"
          >
            <Verbatim>{person.userPrincipalName}</Verbatim>
          </Text>
        </div>
        <div className={styles.how}>
          {person.inScope ? (
            <StatusMark tone={TONES[person.state]} text={t(`people.state.${person.state}`)} />
          ) : (
            <StatusMark tone="quiet" text={t('people.out')} />
          )}
          {person.lastBackupAt && (
            <Text size={200} className={styles.quiet}>
              <RelativeTime at={person.lastBackupAt} />
            </Text>
          )}
          {person.inScope && person.state === 'partial' && (
            <Text size={200} className={styles.quiet}>
              {standing(person)}
            </Text>
          )}
        </div>
        {person.fault && (
          <Text size={200} className={styles.fault}>
            <Told told={tell(person.fault)} />
          </Text>
        )}
      </div>
      {first && !onToggle && (
        <Star20Filled role="img" aria-label={t('people.isFirst')} title={t('people.isFirst')} />
      )}
      {onToggle && (person.inScope || first) && (
        <Tooltip content={t('people.first')} relationship="description">
          <ToggleButton
            appearance="transparent"
            checked={first}
            tabIndex={tabIndex}
            icon={first ? <Star20Filled /> : <Star20Regular />}
            aria-label={t('people.firstOf', { name: person.displayName })}
            onClick={() => onToggle(person.id, 'first')}
          />
        </Tooltip>
      )}
    </div>
  )
}
