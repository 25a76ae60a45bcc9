// What an engine needs to run the networks that restore pictures: which file, and what goes in and out. Runtime and tiles are the engine's own.
import { maximTile } from '../packs/maxim.ts'

/**
 * A network from picture to picture. Input `image` and output `output` are both uint8, [1, size, size, 3]: RGB rows, 0 to 255, exactly `size` pixels a side.
 * What is smaller is filled up by mirroring, never stretched; what is larger is cut into tiles.
 */
export interface RestorationNetwork {
  readonly pack: string
  readonly file: string
  /** Height and width of what it takes and gives. */
  readonly size: number
  /**
   * `local`: what it does to a place depends on what is near. A large picture is cut into tiles that overlap by `overlap` pixels and are blended over them. It is
   * a quarter of the tile; that no join shows has to be looked at where tiles are made.
   * `whole`: it judges light and colour of all that it sees, so that tiles would differ in tone. The picture is made small enough for one run, and the change,
   * not the result, is enlarged and applied to the large one.
   */
  readonly sees: 'local' | 'whole'
  readonly overlap: number
}

const local = (pack: string): RestorationNetwork => ({ pack, file: 'model.onnx', size: maximTile, sees: 'local', overlap: 64 })
const whole = (pack: string): RestorationNetwork => ({ pack, file: 'model.onnx', size: maximTile, sees: 'whole', overlap: 0 })

export const restorationNetworks = {
  enhance: whole('maxim-enhance'),
  denoise: local('maxim-denoise'),
  derain: local('maxim-derain'),
  dehazeOutdoor: whole('maxim-dehaze-outdoor'),
  dehazeIndoor: whole('maxim-dehaze-indoor'),
  retouch: whole('maxim-retouch'),
} as const satisfies Readonly<Record<string, RestorationNetwork>>
