/**
 * Microsoft's rules for the icons of a Teams app, checked pixel by pixel (Learn: "Design your app icon for the Microsoft
 * Teams Store and app bar"; `color32x32` from the manifest reference, 1.21 and later).
 */
import { type Picture, readPng } from './png.ts'

export type IconName = 'color' | 'outline' | 'color32x32'

type Rule = { readonly size: number; readonly faults: (picture: Picture) => string[] }

export const ICONS: Readonly<Record<IconName, Rule>> = {
  color: { size: 192, faults: colorFaults },
  outline: { size: 32, faults: outlineFaults },
  color32x32: { size: 32, faults: smallFaults },
}

/** The logo remains inside this square in the middle of the colour icon; Teams rounds and crops the rest. */
const SAFE_SQUARE = 120

/** What is wrong with an icon, each completing "the icon …"; nothing when it keeps the rules. */
export function iconFaults(name: IconName, file: Buffer): string[] {
  const { size, faults } = ICONS[name]
  try {
    const picture = readPng(file)
    if (picture.width !== size || picture.height !== size)
      return [`must be ${size} × ${size} pixels, not ${picture.width} × ${picture.height}`]
    return picture.alpha ? faults(picture) : ['must have an alpha channel (RGBA)']
  } catch (error) {
    return [error instanceof Error ? error.message : 'can’t be read']
  }
}

type Pixel = { readonly x: number; readonly y: number; readonly rgb: string; readonly alpha: number }

function pixelsOf({ width, pixels }: Picture): Pixel[] {
  return Array.from({ length: pixels.length / 4 }, (_, i) => ({
    x: i % width,
    y: Math.floor(i / width),
    rgb: Buffer.from(pixels.subarray(i * 4, i * 4 + 3)).toString('hex'),
    alpha: pixels[i * 4 + 3] ?? 0,
  }))
}

function colorFaults(picture: Picture): string[] {
  const pixels = pixelsOf(picture)
  const [ground] = pixels
  const margin = (picture.width - SAFE_SQUARE) / 2
  const outside = ({ x, y }: Pixel) => Math.min(x, y, picture.width - 1 - x, picture.height - 1 - y) < margin
  const same = ({ rgb, alpha }: Pixel) => alpha === ground?.alpha && (alpha === 0 || rgb === ground?.rgb)
  return [
    ...(ground?.alpha === 255 || ground?.alpha === 0
      ? []
      : ['must have a solid or a transparent background']),
    ...(pixels.filter(outside).every(same)
      ? []
      : [`must keep its logo inside the central ${SAFE_SQUARE} × ${SAFE_SQUARE} pixels, on one color`]),
    ...(pixels.every(same) ? ['must show something'] : []),
  ]
}

function outlineFaults(picture: Picture): string[] {
  const pixels = pixelsOf(picture)
  const visible = pixels.filter(({ alpha }) => alpha > 0)
  const touches = (edge: (pixel: Pixel) => boolean) => visible.some(edge)
  const last = picture.width - 1
  const padded = !(
    (touches(({ x }) => x === 0) && touches(({ x }) => x === last)) ||
    (touches(({ y }) => y === 0) && touches(({ y }) => y === last))
  )
  return [
    ...(visible.length === 0 ? ['must show something'] : []),
    ...(visible.length === pixels.length ? ['must have a transparent background'] : []),
    ...(visible.every(({ rgb }) => rgb === 'ffffff') ? [] : ['must be white and transparent only']),
    ...(visible.length > 0 && padded ? ['must have no padding around its symbol'] : []),
  ]
}

function smallFaults(picture: Picture): string[] {
  const pixels = pixelsOf(picture)
  return [
    ...(pixels.every(({ alpha }) => alpha > 0) ? ['must have a transparent background'] : []),
    ...(pixels.every(({ alpha }) => alpha === 0) ? ['must show something'] : []),
  ]
}
