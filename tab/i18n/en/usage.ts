export const usage = {
  title: 'This month',
  loading: 'this month’s usage',
  limit: 'Limit {{n}}',
  noLimit: 'No limit set',
  barLabel: '{{used}} of {{limit}} messages used this month',
  barLabelUnlimited: '{{used}} messages used this month, no limit set',
  left_one: '{{n}} message left',
  left_other: '{{n}} messages left',
  reserved: '{{n}} reserved for the running backup',
  resets: '{{month}} in UTC. Resets to {{zero}} on {{date}}.',
  whenReached:
    'When the limit is reached, backup is suspended for the rest of the month. Your archive is kept. Backup continues where it stopped when the month ends or you raise the limit.',
  whenUnlimited: 'Without a limit, backups never stop because of cost. Set one to cap what a month can cost.',
  near: 'You’ve used more than 80% of this month’s limit.',
  read_one: 'message read',
  read_other: 'messages read',
  copies: 'Each person’s copy of a message counts every time it’s read.',
  change: 'Change limit',
  setLimit: 'Set a limit',
  about: 'How messages are counted and priced',
  explain: {
    title: 'How messages are counted and priced',
    countTitle: 'What counts',
    count:
      'Every message Microsoft 365 returns counts once each time it’s read. A chat message is stored in the mailbox of everyone in the chat, so a chat with three people can count three times in the first backup. Later backups read only what’s new.',
    priceTitle: 'What it costs',
    priceMetered:
      'Chatvault uses {{price}} per message, the last published price. Microsoft bills it to the Azure subscription of the tenant’s owner, not through Chatvault.',
    priceNotMetered:
      'According to Microsoft, these messages have been free since August 25, 2025. The limit still applies to how many are read, and Chatvault shows what they would cost at the last published price, {{price}} per message.',
    monthTitle: 'Billing month',
    month: 'Months are counted in UTC, as Microsoft does. {{month}} ends on {{date}}.',
    reachedTitle: 'At the limit',
    saved: 'Saved. Amounts now use this setting.',
  },
}
