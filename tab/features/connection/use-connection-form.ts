import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Connection, ConnectionCheck, Disconnected, Quota } from '../../../server/contract/index.ts'
import { useSaveConnection } from '../../api/connection.ts'
import { useSetQuota } from '../../api/quota.ts'
import {
  type ConnectionForm,
  type FormFault,
  type FormField,
  faultsOf,
  formOf,
  intentOf,
  limitOf,
  saveBody,
  showsWhileTyping,
  takesBoundAway,
} from './form.ts'

/**
 * The form and what it does. `checks` are those of the test in progress or just ended, undefined before one ran here;
 * `outcome` is how the last action ended and is cleared by the next change.
 */
export function useConnectionForm(connection: Connection, quota: Quota) {
  const saved = useMemo(() => formOf(connection, quota), [connection, quota])
  const [form, setForm] = useState(saved)
  const [touched, setTouched] = useState<ReadonlySet<FormField>>(new Set())
  const [tried, setTried] = useState(false)
  const [checks, setChecks] = useState<ConnectionCheck[]>()
  const [outcome, setOutcome] = useState<Outcome>()
  const [asking, setAsking] = useState(false)
  const onCheck = (check: ConnectionCheck) => setChecks((all = []) => [...all, check])
  const save = useSaveConnection(onCheck)
  const setQuota = useSetQuota()
  const faults = faultsOf(form)
  const intent = intentOf(form, saved)
  useFollowSaved(saved, intent === 'none', setForm)

  const settle = (next: ConnectionForm) => {
    setForm(next)
    setTried(false)
    setTouched(new Set())
  }

  const begin = () => {
    setOutcome(undefined)
    setChecks([])
  }
  const failed = (error: unknown) => setOutcome({ kind: 'failed', error })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const faulty = intent === 'limit' ? faults.limit : Object.keys(faults).length > 0
    if (faulty) return focusFirstFault()
    if (takesBoundAway(form, saved, quota)) return setAsking(true)
    proceed()
  }

  const proceed = () => {
    setAsking(false)
    if (intent === 'limit') return saveLimit()
    begin()
    save.mutate(saveBody(form), {
      onSuccess: () => {
        setOutcome({ kind: 'saved' })
        settle({ ...form, replacing: false, secret: '', secretExpires: '', pem: '', regime: null })
      },
      onError: failed,
    })
  }

  const saveLimit = () => {
    setOutcome(undefined)
    setQuota.mutate(
      { monthlyMessageLimit: limitOf(form) ?? null },
      { onSuccess: () => setOutcome({ kind: 'limitSaved' }), onError: failed },
    )
  }

  return {
    form,
    intent,
    checks,
    outcome,
    testing: save.isPending,
    busy: save.isPending || setQuota.isPending,
    submit,
    /** Asked whether there shall be no limit; `proceed` is yes. */
    asking,
    proceed,
    stay: () => setAsking(false),
    change: (part: Partial<ConnectionForm>) => {
      setForm((now) => ({ ...now, ...part }))
      setOutcome(undefined)
    },
    /** Something was typed or chosen that is not saved. */
    edited: JSON.stringify(form) !== JSON.stringify(saved),
    discard: () => settle(saved),
    touch: (field: FormField) => setTouched((now) => new Set(now).add(field)),
    /** The fault of a field once it is time to say it. */
    faultOf: (field: FormField): FormFault | undefined => {
      const fault = faults[field]
      return tried || touched.has(field) || showsWhileTyping(fault, form) ? fault : undefined
    },
    announce: setOutcome,
  }
}

export type Outcome =
  | { kind: 'saved' | 'limitSaved' }
  | { kind: 'forgotten'; left: Disconnected }
  | { kind: 'failed'; error: unknown }

export type FormControl = ReturnType<typeof useConnectionForm>

/** What the server holds changed under a form that no one has edited: show that. */
function useFollowSaved(saved: ConnectionForm, untouched: boolean, setForm: (form: ConnectionForm) => void) {
  const before = useRef(saved)
  useEffect(() => {
    if (before.current === saved) return
    before.current = saved
    if (untouched) setForm(saved)
  }, [saved, untouched, setForm])
}

function focusFirstFault() {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus())
}
