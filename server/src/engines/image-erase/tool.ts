// image-erase: fills what was marked with pieces of the same picture.
import { type Edit, type Measurement, rectanglesIn } from '@keter/core'
import { type LocalTool, megapixels } from '../local-tool.ts'

export const imageErase: LocalTool = {
  id: 'image-erase-exemplar',
  tool: 'image-erase',
  unsupported: ({ options }) => (options.mask === undefined && options.regions === undefined ? 'Say what is to be erased: a mask, or rectangles.' : null),
  // Filling takes as long as what is marked is large; of a mask it is not known beforehand, so a tenth of the picture is taken.
  work: (edit, measurement, { format }) => ({
    kind: `erase-${format}`,
    amount: megapixels(measurement) * 0.1 + markedMegapixels(edit, measurement),
    guess: 12,
  }),
}

function markedMegapixels({ options }: Edit, measurement: Measurement): number {
  if (options.regions === undefined) return megapixels(measurement) * 0.1
  const areas = rectanglesIn(String(options.regions)).map(({ width, height }) => megapixels({ width, height }))
  return Math.min(
    megapixels(measurement),
    areas.reduce((sum, area) => sum + area, 0),
  )
}
