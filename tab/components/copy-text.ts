/** Puts text on the clipboard, from a click. Resolves to whether it is there. */
export async function copyText(text: string): Promise<boolean> {
  if (!mayWriteClipboard()) return copyByCommand(text)
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByCommand(text)
  }
}

/**
 * Frames of Teams, Outlook and SharePoint are not given the clipboard, and only trying is written to the console as an
 * error. Browsers that cannot tell are asked by trying. A page that is not secure has no clipboard at all.
 */
function mayWriteClipboard(): boolean {
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } }
  return 'clipboard' in navigator && (featurePolicy?.allowsFeature('clipboard-write') ?? true)
}

/** The old way, which asks no one but the click. Nothing is selected and the focus remains where it is. */
function copyByCommand(text: string): boolean {
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  document.addEventListener('copy', give, { capture: true })
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    document.removeEventListener('copy', give, { capture: true })
  }
}
