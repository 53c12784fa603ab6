/** A list that does not look like one, as part of a style: the browser's dots and margins gone, one row below the other. */
export const PLAIN_LIST = {
  listStyleType: 'none',
  margin: 0,
  padding: 0,
  display: 'flex',
  flexDirection: 'column',
} as const
