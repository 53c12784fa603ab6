/** English as docs/VOICE.md asks for: the server's errors, hints and summaries, what commands print, and the documents. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { type Spoken, stiffWords, tellTaleWords } from './voice.ts'

const HOME = resolve(import.meta.dirname, '..')

describe('a sentence of the server', () => {
  const texts = globSync('{server,manifest}/**/*.ts', { cwd: HOME })
    .filter((file) => !/\.(test|contract)\.ts$|\/(testing|fixtures)\//.test(file))
    .flatMap(sentencesIn)

  it('has no word that gives a translation away', () => {
    expect(texts.length).toBeGreaterThan(800)
    expect(tellTaleWords(texts, {})).toEqual([])
  })

  it('uses contractions', () => {
    expect(stiffWords(texts)).toEqual([])
  })
})

describe('a document', () => {
  const texts = globSync(['*.md', 'docs/{*,adr/*}.md'], { cwd: HOME })
    .filter((file) => file !== 'docs/VOICE.md')
    .flatMap(proseOf)

  it('has no word that gives a translation away', () => {
    expect(texts.length).toBeGreaterThan(1000)
    expect(tellTaleWords(texts, {})).toEqual([])
  })

  it('uses contractions', () => {
    expect(stiffWords(texts)).toEqual([])
  })
})

/** The lines of a document, without code. */
function proseOf(file: string): Spoken[] {
  const text = readFileSync(join(HOME, file), 'utf8').replace(/^```.*?^```/gms, (code) =>
    code.replace(/.+/g, ''),
  )
  return text.split('\n').map((line, index) => ({
    at: `${file}:${index + 1}`,
    text: line.replace(/`[^`]*`/g, '').replace(/\]\([^)]*\)/g, ']'),
  }))
}

/** Literals of two words and more, but for SQL. */
function sentencesIn(file: string): Spoken[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(HOME, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const found: Spoken[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node)) return
    const text = textOf(node)
    if (text !== undefined && /\p{L}{2,}[ ,]+\p{L}/u.test(text) && !isSql(text)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
      found.push({ at: `${file}:${line}`, text })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')
}

function isSql(text: string): boolean {
  return /^\s*(select|insert|update|delete|create|with|pragma)\s/.test(text)
}
