/**
 * Draws the icons of the Teams package from the shape of `tab/icon.svg`, for anyone who changes the shape:
 * `node manifest/icons.ts`. The pictures are committed; packaging only checks them (icon-rules.ts).
 */
import { readFile, writeFile } from 'node:fs/promises'
import { chromium, type Page } from 'playwright-core'
import { ICONS } from './icon-rules.ts'
import { type Picture, readPng, writePng } from './png.ts'

const ICON_SVG = new URL('../tab/icon.svg', import.meta.url)
const FOLDER = new URL('../appPackage/', import.meta.url)

/** Where the bubble lies in the 32 × 32 drawing, its tail included. */
const BUBBLE = { x: 8, y: 8, width: 16, height: 16 }

type Shape = { readonly accent: string; readonly bubble: string; readonly check: string }

/** The drawing's parts: a ground, the bubble filled white, the check stroked in the ground's colour. */
function shapeOf(svg: string): Shape {
  const accent = /<rect[^>]*fill="(#[0-9a-f]{6})"/.exec(svg)?.[1]
  const [bubble, check] = [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, path]) => path)
  if (!accent || !bubble || !check) throw new Error('tab/icon.svg no longer has a background and two paths.')
  return { accent, bubble, check }
}

/** The colour fills the square to its edges, the bubble the central 96 of 192 points. */
function colorSvg({ accent, bubble, check }: Shape): string {
  return drawing(
    '0 0 32 32',
    `<rect width="32" height="32" fill="${accent}"/><path d="${bubble}" fill="#fff"/>
     <path d="${check}" fill="none" stroke="${accent}" ${ROUND}/>`,
  )
}

/** Stroked inside its box, so that the symbol touches the edges of the picture and nothing is cut off. */
function outlineSvg({ bubble, check }: Shape): string {
  return drawing(
    boxAround(0.55),
    `<path d="${bubble}" fill="none" stroke="#fff" stroke-width="1.1" stroke-linejoin="round"/>
     <path d="${check}" fill="none" stroke="#fff" ${ROUND.replace('width="2"', 'width="1.4"')}/>`,
  )
}

function smallSvg({ accent, bubble, check }: Shape): string {
  return drawing(
    boxAround(0),
    `<path d="${bubble}" fill="${accent}"/><path d="${check}" fill="none" stroke="#fff" ${ROUND}/>`,
  )
}

const ROUND = 'stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'

function boxAround(margin: number): string {
  const { x, y, width, height } = BUBBLE
  return [x - margin, y - margin, width + 2 * margin, height + 2 * margin].join(' ')
}

function drawing(viewBox: string, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" style="display:block;width:100vw;height:100vh">${content}</svg>`
}

async function raster(page: Page, svg: string, size: number): Promise<Picture> {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<body style="margin:0">${svg}</body>`)
  return readPng(await page.screenshot({ omitBackground: true }))
}

/** Anti-aliasing leaves greys: each pixel keeps how much it covers and becomes exactly white. */
function whitened(picture: Picture): Picture {
  const pixels = picture.pixels.map((value, i) => (i % 4 === 3 ? value : 255))
  return { ...picture, pixels }
}

const shape = shapeOf(await readFile(ICON_SVG, 'utf8'))
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  const page = await browser.newPage()
  const drawn = {
    color: await raster(page, colorSvg(shape), ICONS.color.size),
    outline: whitened(await raster(page, outlineSvg(shape), ICONS.outline.size)),
    color32x32: await raster(page, smallSvg(shape), ICONS.color32x32.size),
  }
  for (const [name, picture] of Object.entries(drawn))
    await writeFile(new URL(`${name}.png`, FOLDER), writePng(picture))
} finally {
  await browser.close()
}
