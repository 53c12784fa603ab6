import { makeStyles } from '@fluentui/react-components'

/** Where the parts of Overview stand, full or still empty. */
export const useOverviewGrid = makeStyles({
  screen: { display: 'flex', flexDirection: 'column', gap: '16px' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.75fr) minmax(0, 1fr)',
    gap: '16px',
    alignItems: 'start',
    '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'grid', gap: '16px', minWidth: 0, alignContent: 'stretch', gridAutoRows: 'auto' },
})
