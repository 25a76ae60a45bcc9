// Limits that the server process and its children share; nothing here loads a decoder.
import { totalmem } from 'node:os'

/** Pixels of the largest picture that is taken from others, or held whole in memory: far above any camera, and a bound on what a hostile file can cost. */
export const largestSourcePixels = 2 ** 28

/** Pixels of the largest picture that is made here, a few rows at a time: what a plan allows ends before it. The longest wait for a disk and an encoder. */
export const largestResultPixels = 3 * 2 ** 28

/** Of a child that measures, previews or inspects: the largest picture, progressive and in full colour, takes 1,840. */
export const quickMegabytes = 2500

/** Of each of so many children that edit at a time: together most of the machine, or of what its container was given, so that they end and not the server. */
export function editorMegabytes(children: number): number {
  const given = process.constrainedMemory()
  const machine = given > 0 && given < totalmem() ? given : totalmem()
  return Math.max(quickMegabytes, Math.floor((machine * 0.8) / children / 1e6))
}
