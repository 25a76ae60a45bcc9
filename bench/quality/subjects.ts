// Subjects that are laid over other pictures at known places: a person, whose outline the tool for backgrounds found, and ovals cut out of photographs.
import sharp from 'sharp'
import { type Size, viewed } from './clips.ts'
import { imageOf, type Rgb } from './pictures.ts'
import type { Studio } from './studio.ts'

export interface Subject extends Size {
  readonly rgb: Uint8Array
  /** 255 where it is. */
  readonly alpha: Uint8Array
}

export interface Place {
  readonly left: number
  readonly top: number
}

export interface Laid {
  readonly picture: Rgb
  /** 255 where the subject is. */
  readonly truth: Uint8Array
}

/** Head and shoulders of the astronaut. Whatever the outline missed of her is not in the pictures either: what is laid over them is known exactly. */
export async function person(studio: Studio): Promise<Subject> {
  const size = { width: 400, height: 340 }
  const whole = { width: 512, height: 512 }
  const photograph = await viewed('astronaut', { left: 0, top: 0, width: whole.width }, whole)
  const { alpha } = await studio.picture(photograph, 'image-remove-background', {})
  const part = { left: 0, top: 0, ...size }
  const rgb = await imageOf(photograph).extract(part).raw().toBuffer()
  return {
    ...size,
    rgb,
    alpha: await maskOf({ ...whole, alpha: alpha! })
      .extract(part)
      .extractChannel(0)
      .raw()
      .toBuffer(),
  }
}

export async function oval(photograph: string, area: Place & Size): Promise<Subject> {
  const { width, height } = area
  const { rgb } = await viewed(photograph, area, { width, height })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><ellipse cx="50%" cy="50%" rx="50%" ry="50%"/></svg>`
  return { width, height, rgb, alpha: await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer() }
}

export async function ofHeight(subject: Subject, height: number): Promise<Subject> {
  const size = { width: Math.round((subject.width * height) / subject.height), height }
  const rgb = await imageOf(subject)
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer()
  return {
    ...size,
    rgb,
    alpha: await maskOf(subject)
      .resize({ ...size, fit: 'fill' })
      .extractChannel(0)
      .raw()
      .toBuffer(),
  }
}

export async function mirrored(subject: Subject): Promise<Subject> {
  return { ...subject, rgb: await imageOf(subject).flop().raw().toBuffer(), alpha: await maskOf(subject).flop().extractChannel(0).raw().toBuffer() }
}

/** What lies beyond the picture is cut off. */
export function laidOver(behind: Rgb, { width, height, rgb, alpha }: Subject, { left, top }: Place): Laid {
  const picture = { ...behind, rgb: Uint8Array.from(behind.rgb) }
  const truth = new Uint8Array(behind.width * behind.height)
  for (let y = Math.max(0, -top); y < Math.min(height, behind.height - top); y++)
    for (let x = Math.max(0, -left); x < Math.min(width, behind.width - left); x++) {
      const [from, to] = [y * width + x, (top + y) * behind.width + left + x]
      truth[to] = alpha[from]!
      for (let at = 0; at < 3; at++) {
        const old = behind.rgb[to * 3 + at]!
        picture.rgb[to * 3 + at] = Math.round(old + ((rgb[from * 3 + at]! - old) * alpha[from]!) / 255)
      }
    }
  return { picture, truth }
}

export async function outOfFocus(picture: Rgb, deviation = 5): Promise<Rgb> {
  return { ...picture, rgb: await imageOf(picture).blur(deviation).raw().toBuffer() }
}

const maskOf = ({ alpha, width, height }: Size & { readonly alpha: Uint8Array }) => sharp(Buffer.from(alpha), { raw: { width, height, channels: 1 } })
