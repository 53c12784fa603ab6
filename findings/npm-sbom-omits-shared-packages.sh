#!/usr/bin/env bash
# npm 11.19.1: `npm sbom --omit=dev` leaves out a production dependency that a development package needs as well.
#
# A package with the dependency ms 2.1.3 and the development dependency debug 4.4.1, which needs ms too:
#   `npm ls --omit=dev` lists ms, as it should; the CycloneDX document of `npm sbom --omit=dev` has no component at all.
# With the development dependency taken away, nothing else changed, the document has ms.
# So a bill of materials made this way is short of whatever production and development share, without a word about it.
#
# Needs Node 20 or newer and the npm registry. Prints what it saw; exits 1 when npm does something else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir tool shared alone
(cd tool && npm init --yes >/dev/null && npm install --silent --no-fund --no-audit npm@11.19.1)
npm_pinned() { node "$folder/tool/node_modules/npm/bin/npm-cli.js" "$@"; }

echo '{ "name": "shared", "version": "1.0.0", "private": true, "dependencies": { "ms": "2.1.3" }, "devDependencies": { "debug": "4.4.1" } }' >shared/package.json
echo '{ "name": "alone", "version": "1.0.0", "private": true, "dependencies": { "ms": "2.1.3" } }' >alone/package.json

cat >components.mjs <<'JS'
import { text } from 'node:stream/consumers'
console.log(JSON.parse(await text(process.stdin)).components.map(({ name, version }) => `${name}@${version}`).join(' '))
JS

seen() {
  cd "$folder/$1"
  npm_pinned install --silent --no-fund --no-audit
  listed=$(npm_pinned ls --omit=dev --parseable | tail -n +2 | xargs -r -n1 basename | tr '\n' ' ')
  billed=$(npm_pinned sbom --omit=dev --sbom-format=cyclonedx | node "$folder/components.mjs")
  echo "$1: listed [${listed% }], in the bill of materials [$billed]"
}

result=$(seen shared; seen alone)
echo "$result"
[ "$result" = "shared: listed [ms], in the bill of materials []
alone: listed [ms], in the bill of materials [ms@2.1.3]" ]
