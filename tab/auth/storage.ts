/** Whether this page may keep something until its window closes. Looking is enough to be thrown at where it may not. */
export function storageAllowed(storage: () => Storage = () => window.sessionStorage): boolean {
  const probe = 'chatvault.probe'
  try {
    storage().setItem(probe, '1')
    storage().removeItem(probe)
    return true
  } catch {
    return false
  }
}
