import { People48Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Subject } from '../../../server/contract/index.ts'
import { useSubjects } from '../../api/subjects.ts'
import { NextStep } from '../../components/NextStep.tsx'
import { PersonAvatar } from '../../components/PersonAvatar.tsx'
import { personName } from '../../components/person-name.ts'
import { useDebounced } from '../../components/use-debounced.ts'
import { formatNumber } from '../../format/number.ts'
import { ListPane } from './ListPane.tsx'
import { ListRow } from './ListRow.tsx'

export function PeoplePane() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState('')
  const query = useSubjects(useDebounced(filter.trim()))
  return (
    <ListPane
      title={t('archive.people')}
      filterLabel={t('archive.filterPeople')}
      filter={filter}
      onFilter={setFilter}
      query={query}
      loading={t('archive.loadingPeople')}
      keyOf={(person) => person.id}
      empty={{
        icon: <People48Regular />,
        title: t('archive.noPeople'),
        text: t('archive.noPeopleText'),
        action: <NextStep />,
      }}
    >
      {(person, tabIndex) => <PersonRow person={person} tabIndex={tabIndex} />}
    </ListPane>
  )
}

function PersonRow({ person, tabIndex }: { person: Subject; tabIndex: 0 | -1 }) {
  const { t } = useTranslation()
  const name = personName({ ...person, email: person.userPrincipalName }, t)
  const count = person.conversations
  const conversations = t('count.conversations', { count, n: formatNumber(count) })
  return (
    <ListRow
      to={`/archive/${encodeURIComponent(person.id)}`}
      tabIndex={tabIndex}
      picture={<PersonAvatar name={name} size={40} />}
      title={name}
      below={person.inScope ? conversations : `${conversations} · ${t('archive.notBackedUp')}`}
    />
  )
}
