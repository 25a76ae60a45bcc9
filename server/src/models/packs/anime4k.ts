// Anime4K: small networks that double pictures and video, fast enough for long ones.
import type { ModelPack } from '../pack.ts'

export const anime4k: ModelPack = {
  id: 'anime4k',
  title: 'Anime4K',
  purpose: 'Doubles video quickly; one network for filmed pictures, one for drawings.',
  tools: ['video-upscale'],
  package: {
    name: '@websr/websr',
    version: '0.0.15',
    integrity: 'sha512-PldZIPWXhnYsjrhVpwWCxHaEVbkCi2EBVU01RgjwJ0KmeKn477Osu1UGe0rTqkBApU+DGCoIKbwh3OVemQqwJg==',
  },
  revision: 1,
  downloadBytes: 8_414_100,
  licence: {
    code: 'MIT',
    weights: 'MIT',
    notice:
      'Anime4K, Copyright (c) 2019-2021 bloc97, https://github.com/bloc97/Anime4K; weights as trained and shipped by WebSR, Copyright (c) Sam Bhattacharyya',
    unclear: null,
  },
  outputs: {
    'x2-film.onnx': {
      bytes: 38_722,
      sha256: 'b16aafd4753cfd0803c2cf56d002a808032c0a1821c674b6e36032f7928f5929',
      from: { kind: 'websr', weights: 'weights/anime4k/cnn-2x-l-rl.json' },
    },
    'x2-drawing.onnx': {
      bytes: 38_725,
      sha256: '0a7cb5ea00c943e5c4d0522d7cf5bd644a2b9fd1cf877c9fa1f5cd140805554d',
      from: { kind: 'websr', weights: 'weights/anime4k/cnn-2x-l-an.json' },
    },
  },
}
