import { describe, expect, it } from 'vitest'
import { chosenGroups, chosenSubscription, firstChoice } from './billing-choice.ts'

const subscription = (subscriptionId: string) => ({ subscriptionId, displayName: '', state: 'Enabled' })
const group = (name: string) => ({ name, location: 'westeurope' })

describe('choosing who pays', () => {
  const first = firstChoice([subscription('a'), subscription('b')], [group('of-a')])

  it('begins with the first of each', () => {
    expect(first).toMatchObject({ subscriptionId: 'a', group: 'of-a', accountName: 'chatvault' })
  })

  it('shows no group until Azure has told those of the subscription', () => {
    const asked = chosenSubscription(first, 'b')
    expect(asked).toMatchObject({ subscriptionId: 'b', groups: undefined, group: '' })
    expect(chosenGroups(asked, 'b', [group('of-b')])).toMatchObject({ group: 'of-b' })
  })

  it('never shows the groups of a subscription that was chosen before', () => {
    const asked = chosenSubscription(chosenSubscription(first, 'b'), 'a')
    expect(chosenGroups(asked, 'b', [group('of-b')])).toBe(asked)
  })
})
