#!/usr/bin/env bash
# croner 11.0.1: what happens to a time that clocks skip or show twice depends on how many hours the line names.
#
# One hour (30 2 * * *), Europe/Berlin:
#   2026-03-29, when 02:30 doesn't exist, it runs once at 01:00Z; 2026-10-25, when 02:30 comes twice, it runs once.
# Several hours (30 0,2,4 * * *), same zone, same nights:
#   in spring the run of the skipped hour never comes; in autumn that of the repeated hour comes twice.
# A caller who relies on the first behaviour loses a run a year, and doubles one, as soon as the line names a second hour.
#
# Needs Node 20 or newer and the npm registry. Prints what it saw; exits 1 when croner does something else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit croner@11.0.1

cat >walk.mjs <<'JS'
import { strict as assert } from 'node:assert'
import { Cron } from 'croner'

function runsOf(line, day) {
  const cron = new Cron(line, { timezone: 'Europe/Berlin', paused: true })
  const end = new Date(`${day}T12:00:00Z`)
  const runs = []
  let at = new Date(Date.parse(`${day}T00:00:00Z`) - 3 * 3_600_000)
  while ((at = cron.nextRun(at)) !== null && at < end) runs.push(at.toISOString().slice(0, 16))
  return runs
}

const seen = {
  'one hour, spring': runsOf('30 2 * * *', '2026-03-29'),
  'one hour, autumn': runsOf('30 2 * * *', '2026-10-25'),
  'three hours, spring': runsOf('30 0,2,4 * * *', '2026-03-29'),
  'three hours, autumn': runsOf('30 0,2,4 * * *', '2026-10-25'),
}
console.log(seen)
assert.deepEqual(seen, {
  'one hour, spring': ['2026-03-29T01:00'],
  'one hour, autumn': ['2026-10-25T00:30'],
  'three hours, spring': ['2026-03-28T23:30', '2026-03-29T02:30'],
  'three hours, autumn': ['2026-10-24T22:30', '2026-10-25T00:30', '2026-10-25T01:30', '2026-10-25T03:30'],
})
JS
node walk.mjs
