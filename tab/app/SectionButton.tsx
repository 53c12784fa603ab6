import { Button, type ButtonProps } from '@fluentui/react-components'
import { ChevronDown16Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { useCurrentSection } from './sections.ts'

/** Where one is, and the way elsewhere: what there is of the menu before its code has come. */
export function SectionButton(button: ButtonProps) {
  const { t } = useTranslation()
  const current = useCurrentSection()
  const section = current ? t(`nav.${current}`) : t('app.sections')
  return (
    <Button
      {...button}
      appearance="subtle"
      data-tour="menu"
      icon={<ChevronDown16Regular />}
      iconPosition="after"
      aria-label={t('app.menu', { section })}
    >
      {section}
    </Button>
  )
}
