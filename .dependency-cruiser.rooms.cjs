/** Circles of whole folders. Tests are left out: their fixtures use every port, and every port's tests use them. */
const { options } = require('./.dependency-cruiser.cjs')

module.exports = {
  forbidden: [
    {
      name: 'no-circles-of-rooms',
      comment: 'Two folders that need each other are one room, or what both need lies in a third.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(server|tab|server/services)/[^/]+$' },
      to: { circular: true },
    },
  ],
  options: {
    ...options,
    exclude: { path: `${options.exclude.path}|\\.(test|contract)\\.tsx?$|/(testing|fixtures)/` },
  },
}
