/** `npm run keys -- recovery-code` and `recover`, at a terminal (script(1)) and from a pipe. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLocalObjectStore } from './archive/local-object-store.ts'
import { openArchive } from './archive/open-archive.ts'
import { TENANT } from './archive/testing.ts'
import { openKeyFile, readKeyFile } from './secrets/key-file.ts'
import { recoveryCodeOf } from './secrets/recovery-code.ts'
import { realClock as clock } from './testing/fake-clock.ts'
import { SHORT_LIVED } from './testing/product.ts'
import { createTempDir, type TempDir } from './testing/temp-dir.ts'

describe('the recovery code', () => {
  let dir: TempDir
  let words: string[]
  let keyId: string
  beforeEach(async () => {
    dir = await createTempDir()
    const masterKey = await openKeyFile({ path: keyFile(), create: true })
    keyId = masterKey.id
    words = recoveryCodeOf(await readKeyFile(keyFile()))
    const store = await openLocalObjectStore(join(dir.path, 'archive'))
    await (await openArchive({ store, masterKey, clock })).open(TENANT)
  })
  afterEach(() => dir.remove())

  const keyFile = () => join(dir.path, 'master.key')
  const proof = () => readFile(join(dir.path, 'recovery.json'), 'utf8').then(JSON.parse, () => undefined)

  function start(args: readonly string[], atTerminal: boolean) {
    const command = [process.execPath, ...SHORT_LIVED, 'server/cli/keys.ts', ...args]
    const [program = '', ...rest] = atTerminal ? ['script', '-qec', command.join(' '), '/dev/null'] : command
    const env = { ...process.env, TAB_CLIENT_ID: '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88', DATA_DIR: dir.path }
    const child = spawn(program, rest, { env, stdio: 'pipe' })
    const said = { text: '' }
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said.text += chunk))
    return { child, said, ended: once(child, 'close') as Promise<[number | null]> }
  }

  /** Answers each question once it's asked. */
  async function answer(
    { child, said }: { child: ChildProcessWithoutNullStreams; said: { text: string } },
    typed: (word: number) => string,
  ): Promise<void> {
    await vi.waitFor(() => expect(said.text).toContain('Press Enter'), { timeout: 20_000 })
    child.stdin.write('\r')
    let asked = 0
    while (child.exitCode === null) {
      const questions = [...said.text.matchAll(/Enter word (\d+): /g)]
      if (questions.length > asked) child.stdin.write(`${typed(Number(questions[asked++]?.[1]))}\r`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  it('is shown once, leaves the screen, and counts as kept when three words of it are typed back', async () => {
    const command = start(['recovery-code'], true)
    await answer(command, (word) => words[word - 1] ?? '')
    expect((await command.ended)[0]).toBe(0)
    const [shown = '', after = ''] = command.said.text.split('\x1b[3J')
    for (const [at, word] of words.entries()) expect(shown).toMatch(new RegExp(`\\b${at + 1} ${word}\\b`))
    expect(after.match(/Enter word/g)).toHaveLength(3)
    expect(await proof()).toEqual({ keyId, provenAt: expect.stringMatching(/^\d{4}-/) })
    for (const word of words) expect(JSON.stringify(await proof())).not.toContain(`"${word}"`)
  })

  it('does not count as kept by someone who guesses', async () => {
    const command = start(['recovery-code'], true)
    await answer(command, () => 'abandon')
    expect((await command.ended)[0]).toBe(1)
    expect(await proof()).toBeUndefined()
  })

  it('is not shown where it would end up in a file', async () => {
    const { child, said, ended } = start(['recovery-code'], false)
    child.stdin.end()
    expect((await ended)[0]).toBe(64)
    for (const word of words.filter((word) => word.length > 5)) expect(said.text).not.toContain(` ${word} `)
  })

  async function recover(code: string, ...more: string[]) {
    const { child, said, ended } = start(['recover', ...more], false)
    child.stdin.end(code)
    return { code: (await ended)[0], said: said.text }
  }

  it('gives the key file back, byte for byte, for its owner only, and opens the archive', async () => {
    const before = await readFile(keyFile())
    await rename(keyFile(), `${keyFile()}.lost`)
    const { code, said } = await recover(words.join(' '))
    expect([code, said]).toEqual([0, expect.stringContaining('It opens the archive.')])
    expect(await readFile(keyFile())).toEqual(before)
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600)
  })

  it('is refused with another key’s words, and where another key is', async () => {
    const other = await openKeyFile({ path: join(dir.path, 'other.key'), create: true })
    const others = recoveryCodeOf(await readKeyFile(join(dir.path, 'other.key')))
    const target = join(dir.path, 'again.key')
    const strange = await recover(others.join(' '), '--to', target)
    expect(strange).toMatchObject({ code: 1, said: expect.stringContaining(other.id) })
    await expect(stat(target)).rejects.toMatchObject({ code: 'ENOENT' })
    const taken = await recover(words.join(' '), '--to', join(dir.path, 'other.key'))
    expect(taken).toMatchObject({ code: 1, said: expect.stringContaining('has another key') })
    expect((await openKeyFile({ path: join(dir.path, 'other.key'), create: false })).id).toBe(other.id)
  })

  it('can be typed at a terminal, a few words on each line, and leaves the screen', async () => {
    await rename(keyFile(), `${keyFile()}.lost`)
    const { child, said, ended } = start(['recover'], true)
    for (let from = 0; from < words.length; from += 6) {
      const left = from === 0 ? 'The 24 words' : `${words.length - from} more`
      await vi.waitFor(() => expect(said.text).toContain(left), { timeout: 20_000 })
      child.stdin.write(`${words.slice(from, from + 6).join(' ')}\r`)
    }
    expect((await ended)[0]).toBe(0)
    expect(said.text.split('\x1b[3J')[1]).toContain(`Master key ${keyId} is in ${keyFile()}`)
  })

  it('with a slip names the place of the word, and writes nothing', async () => {
    await rename(keyFile(), `${keyFile()}.lost`)
    const slipped = await recover(words.with(3, 'qqqqqq').join(' '))
    expect(slipped).toMatchObject({ code: 1, said: expect.stringContaining('word 4') })
    expect(slipped.said).not.toContain('qqqqqq')
    await expect(stat(keyFile())).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
