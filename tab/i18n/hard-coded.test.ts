/** Every text a person can read or hear stands in a catalogue: the sources of the tab are parsed and looked through. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { en as first } from './en.ts'
import { setupTexts } from './en-setup.ts'
import { vaultTexts } from './en-vault.ts'
import type { Texts } from './pseudo.ts'

const en = { ...first, ...setupTexts, ...vaultTexts }

const TAB = resolve(import.meta.dirname, '..')
const READ_OR_HEARD =
  /^(aria-label|aria-description|aria-valuetext|aria-roledescription|title|label|placeholder|alt|hint|text|validationMessage|content)$/

/** What is the same in every language. */
const ALLOWED = new Set(['', '–', '·', '◆'])

interface Found {
  line: number
  text: string
}

/** Words in JSX, in attributes that are read or heard, in the title of the page; English or not. */
function hardCoded(source: string, file = 'x.tsx'): Found[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: Found[] = []
  const report = (node: ts.Node, text: string) => {
    if (!/\p{L}/u.test(text) || ALLOWED.has(text.trim())) return
    found.push({ line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: text.trim() })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) report(node, node.text)
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
      said(node.expression, report)
    if (ts.isJsxAttribute(node) && READ_OR_HEARD.test(node.name.getText()) && node.initializer) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer
      if (value) said(value, report)
    }
    if (ts.isBinaryExpression(node) && node.left.getText() === 'document.title') said(node.right, report)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** The literals an expression may come to: through conditions, `??`, `&&`, concatenation and templates. */
function said(node: ts.Expression, report: (node: ts.Node, text: string) => void): void {
  if (ts.isStringLiteralLike(node)) report(node, node.text)
  else if (ts.isParenthesizedExpression(node)) said(node.expression, report)
  else if (ts.isConditionalExpression(node))
    for (const it of [node.whenTrue, node.whenFalse]) said(it, report)
  else if (ts.isTemplateExpression(node)) {
    const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)]
    report(node, parts.join(''))
    for (const span of node.templateSpans) said(span.expression, report)
  } else if (ts.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind
    const joins = [
      ts.SyntaxKind.PlusToken,
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.AmpersandAmpersandToken,
    ]
    if (joins.includes(kind)) for (const it of [node.left, node.right]) said(it, report)
  }
}

describe('a text outside the catalogues', () => {
  it('is found wherever a person would read or hear it', () => {
    const seen = (jsx: string) => hardCoded(`const x = ${jsx}`).map(({ text }) => text)
    expect(seen('<p>Hello</p>')).toEqual(['Hello'])
    expect(seen('<p>{n === 1 ? "one" : "many " + n}</p>')).toEqual(['one', 'many'])
    expect(seen('<button aria-label="Close" title={x ?? "Shut"} className="wide" />')).toEqual([
      'Close',
      'Shut',
    ])
    expect(seen('<p>{t("a.b")} · {n} – <T at={"x"} /></p>')).toEqual([])
    expect(hardCoded('document.title = page + " – Home"')).toHaveLength(1)
  })

  it('is nowhere in the tab', () => {
    const files = globSync('**/*.tsx', { cwd: TAB }).filter((file) => !/^dist|\.test\.tsx$/.test(file))
    expect(files.length).toBeGreaterThan(80)
    const found = files.flatMap((file) =>
      hardCoded(readFileSync(join(TAB, file), 'utf8'), file).map(
        ({ line, text }) => `tab/${file}:${line} ${JSON.stringify(text)}`,
      ),
    )
    expect(found).toEqual([])
  })

  it('is not made from a count of one: plural forms are the catalogue’s', () => {
    const files = globSync('{app,components,features,host,auth}/**/*.{ts,tsx}', { cwd: TAB })
    const found = files
      .filter((file) => !file.includes('.test.'))
      .filter((file) => /===? 1 \?\s*['"`t]/.test(readFileSync(join(TAB, file), 'utf8')))
    expect(found).toEqual([])
  })
})

describe('a text in the catalogues', () => {
  it('is shown somewhere', () => {
    const files = globSync('**/*.{ts,tsx}', { cwd: TAB }).filter(
      (file) => !/^(dist|i18n|e2e)\/|\.test\./.test(file),
    )
    const sources = files.map((file) => readFileSync(join(TAB, file), 'utf8')).join('\n')
    const whole = new Set([...sources.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key))
    const heads = [...sources.matchAll(/`([\w-]+\.(?:[\w-]+\.)*)\$\{[^}]*\}(\.\w+)?`/g)]
    const composed = ([key]: string[]) =>
      heads.some(([, head = '', tail = '']) => key?.startsWith(head) && key.endsWith(tail))
    const unused = keysOf(en)
      .map((key) => [key.replace(/_(one|other)$/, ''), key])
      .filter(([stem, key]) => !whole.has(stem) && !whole.has(key) && !composed([stem ?? '']))
    expect(unused.map(([stem]) => stem)).toEqual([])
  })
})

function keysOf(texts: Texts, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : keysOf(value, `${path}${key}.`),
  )
}

describe('dates, numbers and lists', () => {
  it('are written by tab/format only, in the locale of the reader', () => {
    const files = globSync('**/*.{ts,tsx}', { cwd: TAB }).filter(
      (file) => !/^(dist|format|i18n|e2e)\/|\.test\./.test(file),
    )
    const found = files.filter((file) =>
      /\.toLocale\w*\(|\bIntl\.|\.toFixed\(/.test(readFileSync(join(TAB, file), 'utf8')),
    )
    expect(found).toEqual([])
  })
})
