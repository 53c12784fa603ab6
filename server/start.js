/**
 * `npm start`. Plain JavaScript, so that a Node that cannot run TypeScript says so itself: Node 26 comes with the packages,
 * and npm prefers it, but someone may start this file with the system's Node.
 */
const USAGE = `npm start      Chatvault, against the Microsoft 365 of your organization

  It takes no switches. Its settings are environment variables: .env.example lists them, docs/DEPLOY.md explains them.
  npm run demo shows Chatvault without Microsoft 365. Exit codes: 0 ended, 1 failed, 64 misuse, 78 wrong settings.
  --help`

if (process.features.typescript) {
  const { readCommandLine } = await import('./cli/command-line.ts')
  readCommandLine(USAGE, {})
  await import('./main.ts')
} else {
  process.stderr.write(
    `Chatvault could not start: this is Node ${process.versions.node}, which does not run TypeScript.\n` +
      'Install the packages with `npm ci` (--omit=dev is enough), which brings Node 26 along, and use `npm start`, or use Node 24 or newer.\n',
  )
  process.exitCode = 78
}
