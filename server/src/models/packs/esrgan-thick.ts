// ESRGAN thick: the most faithful enlargement, and the slowest.
import type { ModelPack } from '../pack.ts'
import { shards } from '../shards.ts'

const output = (scale: number, parts: number) => ({
  kind: 'tfjs-layers' as const,
  model: `models/x${scale}/model.json`,
  shards: shards(`models/x${scale}`, parts),
  unit: true,
})

export const esrganThick: ModelPack = {
  id: 'esrgan-thick',
  title: 'ESRGAN thick',
  purpose: 'Enlarges clean photographs as faithfully as can be; slow.',
  tools: ['image-upscale'],
  package: {
    name: '@upscalerjs/esrgan-thick',
    version: '1.0.0',
    integrity: 'sha512-Xt7LAEa1WYVdU8teye1A2J3T2ylb3ihlU/x01x1ieM7zZh5FzTll6fwmeUC82mkztWloGZM65KdSEWOmhlXOdw==',
  },
  revision: 1,
  downloadBytes: 110_294_929,
  licence: {
    code: 'MIT',
    weights: 'MIT',
    notice: 'UpscalerJS, Copyright (c) Kevin Scott, https://github.com/thekevinscott/UpscalerJS; trained with idealo/image-super-resolution on DIV2K',
    unclear: null,
  },
  outputs: {
    'x2.onnx': { bytes: 29_009_778, sha256: '377d09ec3ff589f8da4880648b452c72ed0f0d78c70a5bdd0eafbcc705f8b71a', from: output(2, 7) },
    'x3.onnx': { bytes: 29_045_899, sha256: 'dca5e02868290d84fb6cd2b76fe9f6303740736ca04ac34933315f5ba034b12c', from: output(3, 7) },
    'x4.onnx': { bytes: 29_096_468, sha256: '6c3ad6df370b8b1bc44fbd8e35f396fe4b287b69984a7f12843f196c3820f103', from: output(4, 7) },
    'x8.onnx': { bytes: 29_443_225, sha256: '885e1f1893c245826675b6d3c4307e1d41ab0c934fc44de2a1d073f75cefd9b0', from: output(8, 8) },
  },
}
