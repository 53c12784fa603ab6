/**
 * `Intl` objects, made once for each locale and set of options. Making one takes longer than formatting hundreds of values:
 * on a slow machine the few dozen of the first screen would hold it up by a tenth of a second.
 */
function kept<Options extends object, Format>(make: (locale: string, options: Options) => Format) {
  const created = new Map<string, Format>()
  return (locale: string, options: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`
    const known = created.get(key) ?? make(locale, options)
    created.set(key, known)
    return known
  }
}

export const numbers = kept(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)
export const dates = kept(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)
export const relatives = kept(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
)
export const lists = kept((locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options))
