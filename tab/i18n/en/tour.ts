export const tour = {
  count: 'Step {{n}} of {{of}}',
  next: 'Next',
  back: 'Back',
  done: 'Done',
  skip: 'Skip the tour',
  ended: 'The tour has ended. Settings shows it again.',
  step: {
    protection: {
      title: 'Is everything safe?',
      text: 'This card always answers it: connected or not, protected or not, and for how many people.',
    },
    connect: {
      title: 'It starts here',
      text: 'Connect your tenant once: an app, its certificate or secret, and a monthly limit. Chatvault tests all of it before it saves anything.',
    },
    run: {
      title: 'Run a backup',
      text: 'You are asked first, and told the most it can cost. It goes on when you close this page.',
    },
    usage: {
      title: 'What it costs',
      text: 'Messages read this month, what they cost, and the limit. At the limit backup stops by itself: no bill beyond it.',
    },
    archive: {
      title: 'Read what is archived',
      text: 'Every conversation as it looked in Teams, edited and deleted messages included. What you read is noted in the audit log.',
    },
    connection: {
      title: 'Connection and limit',
      text: 'The app, its secret and the monthly limit are changed here.',
    },
    menu: {
      title: 'Everything else',
      text: 'This menu leads to all other pages: what is archived, the backups, the people and the connection.',
    },
  },
}
