import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useKnownSubject } from '../../../api/subjects.ts'
import { personName } from '../../../components/person-name.ts'
import { dateOnly } from '../../../format/time.ts'
import type { Asked } from './asked.ts'

type Named = readonly { readonly id: string; readonly displayName: string }[]

/** The filters of a search in words, each with the member it is. `known`: names of people, besides those of the lists here. */
export function useChips(asked: Asked, known: Named = []): { name: keyof Asked; text: string }[] {
  const { t } = useTranslation()
  const nameOf = (id: string) => known.find((one) => one.id === id)?.displayName
  const [person, sender] = [useName(asked.person, t), useName(asked.sender, t)]
  const people = { person: nameOf(asked.person) ?? person, sender: nameOf(asked.sender) ?? sender }
  return chipsOf(asked, people, t)
}

function useName(id: string, t: TFunction): string {
  const known = useKnownSubject(id)
  return known ? personName({ ...known, email: known.userPrincipalName }, t) : id
}

function chipsOf(asked: Asked, names: { person: string; sender: string }, t: TFunction) {
  const { person, sender, has, type, deleted, from, to } = asked
  const chips: { name: keyof Asked; text: string }[] = []
  const add = (name: keyof Asked, text: string) => void (asked[name] && chips.push({ name, text }))
  add('person', person && t('search.chip.person', { name: names.person }))
  add('sender', sender && t('search.chip.sender', { name: names.sender }))
  add('from', from && t('search.chip.from', { date: dateOnly(`${from}T12:00:00`) }))
  add('to', to && t('search.chip.to', { date: dateOnly(`${to}T12:00:00`) }))
  add('has', has && t(`search.has.${has}`))
  add('type', type && t(`archive.type.${type}`))
  add('deleted', deleted && t(`search.deleted.${deleted}`))
  return chips
}
