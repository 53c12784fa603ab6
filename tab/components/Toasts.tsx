import { Toast, ToastBody, Toaster, ToastTitle, useToastController } from '@fluentui/react-components'

const TOASTER = 'chatvault'

/** Where toasts appear. They are read out as they come; errors do not belong here but near their cause. */
export function Toasts() {
  return <Toaster toasterId={TOASTER} position="bottom-end" offset={{ horizontal: 16, vertical: 16 }} />
}

/** Says that something was done, for a few seconds. */
export function useToast(): (title: string, text?: string) => void {
  const { dispatchToast } = useToastController(TOASTER)
  return (title, text) =>
    dispatchToast(
      <Toast>
        <ToastTitle>{title}</ToastTitle>
        {text && <ToastBody>{text}</ToastBody>}
      </Toast>,
      { intent: 'success', timeout: 4000 },
    )
}
