/**
 * The built tab. Files below `assets/` carry their content's hash in their name and can be cached for ever; pages must
 * not be cached, because Teams clients cache hard. A page address of the tab's own router answers `index.html`. The
 * build leaves a compressed copy next to each larger file (tab/precompress.ts), so compressing costs no time here.
 */
import { access } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import express, { type Request, type RequestHandler, Router } from 'express'

export function tabRouter(tabDir: string): Router {
  const router = Router()
  router.use(compressed(tabDir))
  router.use(express.static(tabDir, { index: false, redirect: false, etag: false, setHeaders: cacheHeaders }))
  router.use(pageFallback(tabDir))
  return router
}

/** The one the client prefers, Brotli where it has no preference. */
const ENDINGS: Readonly<Record<string, string>> = { br: '.br', gzip: '.gz' }
const ASSET = /^\/assets\/[\w.-]+$/

/** Leads to the compressed file beside the one that is asked for, where there is one and the client takes it. */
function compressed(tabDir: string): RequestHandler {
  return async (request, response, next) => {
    if (!ASSET.test(request.path)) return next()
    response.vary('Accept-Encoding')
    const encoding = request.acceptsEncodings(...Object.keys(ENDINGS)) || 'identity'
    const file = request.path + (ENDINGS[encoding] ?? '')
    if (file === request.path || !(await isThere(path.join(tabDir, file)))) return next()
    response.set('Content-Encoding', encoding).type(path.extname(request.path))
    request.url = file
    next()
  }
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

function cacheHeaders(response: ServerResponse, file: string): void {
  response.setHeader('Cache-Control', cachingOf(file))
}

function cachingOf(file: string): string {
  if (file.endsWith('.html')) return 'no-store'
  return file.includes(`${path.sep}assets${path.sep}`)
    ? 'public, max-age=31536000, immutable'
    : 'public, max-age=300'
}

function pageFallback(tabDir: string): RequestHandler {
  return (request, response, next) => {
    if (!asksForPage(request)) return next()
    response.sendFile(
      'index.html',
      { root: tabDir, headers: { 'Cache-Control': 'no-store' }, cacheControl: false },
      (error) => {
        if (error) next(isMissing(error) ? undefined : error)
      },
    )
  }
}

/** Only a browser that navigates: a missing script must be a 404, not a page. */
function asksForPage(request: Request): boolean {
  const reads = request.method === 'GET' || request.method === 'HEAD'
  return reads && request.headers.accept?.includes('text/html') === true
}

/** A tab that was not built is an address we do not have. */
function isMissing(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
