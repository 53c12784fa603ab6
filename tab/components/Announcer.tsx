import { makeStyles } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
})

/** Reads `text` out as it changes, at most once in `everyMs`; the last change is never dropped. */
export function Announcer({ text, everyMs = 10_000 }: { text: string; everyMs?: number }) {
  const styles = useStyles()
  const [said, setSaid] = useState('')
  const last = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, last.current + everyMs - Date.now())
    const timer = setTimeout(() => {
      last.current = Date.now()
      setSaid(text)
    }, wait)
    return () => clearTimeout(timer)
  }, [text, everyMs])
  return (
    <div role="status" aria-live="polite" className={styles.hidden}>
      {said}
    </div>
  )
}
