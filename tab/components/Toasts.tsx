import { Suspense, useSyncExternalStore } from 'react'
import { later } from './later.ts'
import { everSaid, say } from './said.ts'

const ToastBox = later(() => import('./ToastBox.tsx'))

/** The place of toasts, made for the first of them. Errors do not belong here but near their cause. */
export function Toasts() {
  const needed = useSyncExternalStore(everSaid.subscribe, everSaid.now)
  if (!needed) return null
  return (
    <Suspense fallback={null}>
      <ToastBox />
    </Suspense>
  )
}

/** Says that something was done, for a few seconds. */
export function useToast(): (title: string, text?: string) => void {
  return toast
}

function toast(title: string, text?: string): void {
  say(text === undefined ? { title } : { title, text })
}
