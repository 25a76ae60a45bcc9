// Every model pack there is, in the order in which they are shown.
import type { ModelPack } from './pack.ts'
import { anime4k } from './packs/anime4k.ts'
import { esrganThick } from './packs/esrgan-thick.ts'
import { isnet } from './packs/isnet.ts'
import { maximDehazeIndoor, maximDehazeOutdoor, maximDenoise, maximDerain, maximEnhance, maximRetouch } from './packs/maxim.ts'
import { people } from './packs/people.ts'
import { realesrgan, realesrganVideo } from './packs/realesrgan.ts'
import { rife } from './packs/rife.ts'

export const packs: readonly ModelPack[] = [
  realesrgan,
  isnet,
  esrganThick,
  rife,
  anime4k,
  realesrganVideo,
  maximEnhance,
  maximDenoise,
  maximDerain,
  maximDehazeOutdoor,
  maximDehazeIndoor,
  maximRetouch,
  people,
]
