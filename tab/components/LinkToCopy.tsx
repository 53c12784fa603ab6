import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(520px, calc(100vw - 24px))', boxSizing: 'border-box' },
})

/** A link to copy by hand, selected: a frame may be denied the clipboard. */
export default function LinkToCopy({ link, onClose }: { link: string; onClose: () => void }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t('share.byHandTitle')}</DialogTitle>
          <DialogContent>
            <Field label={t('share.link')} hint={t('share.byHand')}>
              <Input value={link} readOnly autoFocus onFocus={(event) => event.currentTarget.select()} />
            </Field>
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={onClose}>
              {t('action.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
