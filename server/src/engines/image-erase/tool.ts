// image-erase: fills what was marked with pieces of the same picture.
import { type Edit, type Measurement, rectanglesIn } from '@keter/core'
import { megapixels, toRead, toWrite } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

/** Seconds to fill a megapixel. */
const guessedFilling = 12

export const imageErase: LocalTool = {
  id: 'image-erase-exemplar',
  tool: 'image-erase',
  unsupported: ({ options }) => (options.mask === undefined && options.regions === undefined ? 'Say what is to be erased: a mask, or rectangles.' : null),
  work: (edit, measurement, shape) => ({
    kind: `erase-${shape.format}`,
    start: 0.02,
    work: toRead(measurement) + markedMegapixels(edit, measurement) * guessedFilling + toWrite(shape, 'quick'),
  }),
}

/** Of a mask it is not known beforehand, so a tenth of the picture is taken. */
function markedMegapixels({ options }: Edit, measurement: Measurement): number {
  if (options.regions === undefined) return megapixels(measurement) * 0.1
  const areas = rectanglesIn(String(options.regions)).map(({ width, height }) => megapixels({ width, height }))
  return Math.min(
    megapixels(measurement),
    areas.reduce((sum, area) => sum + area, 0),
  )
}
