#!/usr/bin/env bash
# @electric-sql/pglite 0.5.16: a parser given for an array type is replaced when the database starts.
#
# `parsers` takes a function for the OID of any type. For timestamptz (1184) the one given is used; for its array
# timestamptz[] (1185) it's never called: PGlite takes the array apart itself and calls the parser of the elements.
# Given with a single query instead of at the start, the parser of the array is used, with the array's text.
#
# Needs Node 20 or newer and the npm registry. Prints what it saw; exits 1 when PGlite does something else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit @electric-sql/pglite@0.5.16

cat >parse.mjs <<'JS'
import { strict as assert } from 'node:assert'
import { PGlite } from '@electric-sql/pglite'

const parsers = { 1184: (text) => `one: ${text}`, 1185: (text) => `all: ${text}` }
const statement = "select '2026-11-30 05:00+00'::timestamptz as one, array['2026-11-30 05:00+00'::timestamptz] as several"
const rowOf = async (options, of) => {
  const database = new PGlite({ parsers: options })
  await database.exec("set timezone to 'UTC'")
  const { rows } = await database.query(statement, [], of)
  await database.close()
  return rows[0]
}
const seen = { atStart: await rowOf(parsers), withQuery: await rowOf(undefined, { parsers }) }
console.log(seen)
assert.deepEqual(seen, {
  atStart: { one: 'one: 2026-11-30 05:00:00+00', several: ['one: 2026-11-30 05:00:00+00'] },
  withQuery: { one: 'one: 2026-11-30 05:00:00+00', several: 'all: {"2026-11-30 05:00:00+00"}' },
})
JS
node parse.mjs
