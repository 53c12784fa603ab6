/**
 * `npm start`. Plain JavaScript, so that a Node that cannot run TypeScript says so itself: Node 26 comes with the packages
 * of `npm ci`, but not with those of `npm ci --omit=dev`, where the system's Node is used.
 */
if (process.features.typescript) {
  await import('./main.ts')
} else {
  process.stderr.write(
    `Chatvault could not start: this is Node ${process.versions.node}, which does not run TypeScript.\n` +
      'Install everything with `npm ci` (without --omit=dev), which brings Node 26 along, or use Node 24 or newer.\n',
  )
  process.exitCode = 78
}
