import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import express from 'express'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../server/config.ts'
import { securityHeaders } from '../server/http/headers.ts'
import { tabRouter } from '../server/http/tab.ts'
import { findingsIn } from '../tab/e2e/accessibility.ts'
import { launch } from '../tab/e2e/stage.ts'
import { readPackageSettings } from './settings.ts'

const FOLDER = path.join(import.meta.dirname, '../tab/public')
const CLIENT_ID = '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88'

/** Pages the package names when no one named others. */
const { publisher } = readPackageSettings({
  PUBLIC_URL: 'https://chatvault.contoso.com',
  TAB_CLIENT_ID: CLIENT_ID,
})
const PAGES = [publisher.privacyUrl, publisher.termsUrl, publisher.websiteUrl].map(
  (url) => new URL(url).pathname,
)

let server: Server
let browser: Browser
let root: string
beforeAll(async () => {
  const app = express()
  app.use(securityHeaders(readConfig({ TAB_CLIENT_ID: CLIENT_ID })))
  // Vite copies tab/public beside index.html as it is.
  app.use(tabRouter(FOLDER))
  server = app.listen(0)
  await once(server, 'listening')
  root = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await launch({ args: ['--no-sandbox'] })
})
afterAll(async () => {
  await browser.close()
  server.close()
})

describe.each(PAGES)('%s', (page) => {
  it('is there for anyone, without sign-in, and is not kept', async () => {
    const response = await fetch(root + page)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('says as much in German as in English', async () => {
    const html = await readFile(path.join(FOLDER, page), 'utf8')
    const shape = (language: string) => {
      const article = html.slice(html.indexOf(`<article id="${language}"`)).split('</article>')[0] ?? ''
      return [...article.matchAll(/<(h\d|p|li|code|a)\b/g)].map(([, tag]) => tag)
    }
    expect(shape('en').length).toBeGreaterThan(10)
    expect(shape('de')).toEqual(shape('en'))
  })

  it.each([
    ['en-US', 'en', 'light'],
    ['de-AT', 'de', 'dark'],
  ] as const)(
    'is shown to %s in %s, narrow and %s, under the product’s own headers',
    async (locale, language, scheme) => {
      const context = await browser.newContext({
        locale,
        colorScheme: scheme,
        viewport: { width: 320, height: 700 },
      })
      const tab = await context.newPage()
      const complaints: string[] = []
      tab.on('console', (message) => complaints.push(message.text()))
      await tab.goto(root + page)
      expect(await tab.locator('article:visible').getAttribute('lang')).toBe(language)
      expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      expect(await findingsIn(scheme, tab)).toEqual([])
      const other = language === 'en' ? 'de' : 'en'
      await tab.locator(`nav a[lang="${other}"]`).click()
      expect(await tab.locator('article:visible').getAttribute('lang')).toBe(other)
      expect(complaints).toEqual([])
      await context.close()
    },
  )
})
