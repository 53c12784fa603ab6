import { makeStyles, tokens } from '@fluentui/react-components'

/** Rows of words with their buttons: beside them, or below them on a phone. */
export const useRowStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: '8px 16px',
    paddingBlock: '12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  words: {
    display: 'grid',
    gap: '4px',
    flexBasis: '280px',
    flexGrow: 1,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'baseline' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
})
