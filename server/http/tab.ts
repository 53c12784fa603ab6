/**
 * The built tab. Files below `assets/` carry their content's hash in their name and may be kept for ever; pages must not
 * be kept at all, because Teams clients cache hard. A page address of the tab's own router answers `index.html`.
 */

import type { ServerResponse } from 'node:http'
import path from 'node:path'
import express, { type Request, type RequestHandler, Router } from 'express'

export function tabRouter(tabDir: string): Router {
  const router = Router()
  router.use(express.static(tabDir, { index: false, redirect: false, setHeaders: cacheHeaders }))
  router.use(pageFallback(tabDir))
  return router
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
