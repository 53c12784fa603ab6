export const tour = {
  count: 'Step {{n}} of {{of}}',
  next: 'Next',
  back: 'Back',
  done: 'Done',
  skip: 'Skip the tour',
  ended: 'The tour has ended. You can show it again from Settings.',
  step: {
    protection: {
      title: 'Is everything safe?',
      text: 'This card always shows whether you’re connected and protected, and for how many people.',
    },
    connect: {
      title: 'Start here',
      text: 'Connect your tenant once with an app, its certificate or secret, and a monthly limit. Chatvault tests everything before it saves anything.',
    },
    run: {
      title: 'Run a backup',
      text: 'You see the maximum cost and confirm before it starts. It keeps running when you close this page.',
    },
    month: {
      title: 'What it costs',
      text: 'Messages read this month, what they cost, and the limit. Backups stop automatically at the limit, so there’s no bill beyond it.',
    },
    archive: {
      title: 'Read archived chats',
      text: 'Every conversation as it looked in Teams, including edited and deleted messages. The audit log records what you read.',
    },
    connection: {
      title: 'Connection and limit',
      text: 'Change the app, its secret, and the monthly limit here.',
    },
    menu: {
      title: 'Everything else',
      text: 'Use this menu to open all other pages: archive, backups, people, and connection.',
    },
  },
}
