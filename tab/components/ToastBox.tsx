import { Toast, ToastBody, Toaster, ToastTitle, useToastController } from '@fluentui/react-components'
import { useEffect } from 'react'
import { onSaid } from './said.ts'

const TOASTER = 'chatvault'

/** Where toasts appear. They are read out as they come. */
export default function ToastBox() {
  const { dispatchToast } = useToastController(TOASTER)
  useEffect(
    () =>
      onSaid(({ title, text }) =>
        dispatchToast(
          <Toast>
            <ToastTitle>{title}</ToastTitle>
            {text && <ToastBody>{text}</ToastBody>}
          </Toast>,
          // No one is interrupted, and who points at it has the time they need.
          { intent: 'success', politeness: 'polite', timeout: 4000, pauseOnHover: true },
        ),
      ),
    [dispatchToast],
  )
  return <Toaster toasterId={TOASTER} position="bottom-end" offset={{ horizontal: 16, vertical: 16 }} />
}
