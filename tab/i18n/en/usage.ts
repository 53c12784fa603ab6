export const usage = {
  title: 'This month',
  loading: 'this month’s usage',
  limit: 'Limit {{n}}',
  noLimit: 'No limit set',
  barLabel: '{{used}} of {{limit}} messages used this month',
  barLabelUnlimited: '{{used}} messages used this month, no limit set',
  left_one: '{{n}} message left',
  left_other: '{{n}} messages left',
  reserved: '{{n}} set aside for the backup under way',
  resets: '{{month}} in UTC. Starts again at {{zero}} on {{date}}.',
  whenReached:
    'At the limit, backup is suspended for the rest of the month. What is archived stays, and backup goes on where it stopped when the month ends or you raise the limit.',
  whenUnlimited: 'Without a limit, backup never stops for cost. Set one to know the most a month can cost.',
  near: 'More than 80% of this month’s limit is used.',
  read_one: 'message read',
  read_other: 'messages read',
  copies: 'Each person’s copy of a message counts, every time it is read.',
  change: 'Change limit',
  setLimit: 'Set a limit',
  about: 'How messages are counted and priced',
  explain: {
    title: 'How messages are counted and priced',
    countTitle: 'What counts',
    count:
      'Every message Microsoft 365 hands over counts once, each time it is read. A chat message is kept in the mailbox of everyone who took part, so a chat of three people can count three times in the first backup. Later backups read only what is new.',
    priceTitle: 'What it costs',
    priceMetered:
      'Chatvault counts {{price}} for each message, the last published price. Microsoft bills it to the Azure subscription of the tenant’s owner, not through Chatvault.',
    priceNotMetered:
      'Microsoft’s pages say that these messages have not been charged since 25 August 2025. The limit still bounds how many are read, and Chatvault shows what they would cost at the last published price, {{price}} a message.',
    monthTitle: 'Which month',
    month: 'Months are counted in UTC, as Microsoft does. {{month}} ends on {{date}}.',
    reachedTitle: 'At the limit',
    saved: 'Saved. Amounts are now shown that way.',
  },
}
