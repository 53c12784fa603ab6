import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{server,sandbox,tab,scripts,bench,manifest}/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
