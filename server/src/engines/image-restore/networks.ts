// Which network performs which restoring tool.
import type { Edit } from '@keter/core'
import { type RestorationNetwork, restorationNetworks } from '../../models/networks/restoration.ts'

const networks: Readonly<Record<string, (edit: Edit) => RestorationNetwork>> = {
  'image-enhance': () => restorationNetworks.enhance,
  'image-denoise': () => restorationNetworks.denoise,
  'image-dehaze': ({ options }) => (options.scene === 'indoor' ? restorationNetworks.dehazeIndoor : restorationNetworks.dehazeOutdoor),
  'image-derain': () => restorationNetworks.derain,
  'image-retouch': () => restorationNetworks.retouch,
}

export const restoringTools = Object.keys(networks)

export function networkFor(edit: Edit): RestorationNetwork {
  const network = networks[edit.tool]
  if (!network) throw new Error(`No network performs ${edit.tool}.`)
  return network(edit)
}
