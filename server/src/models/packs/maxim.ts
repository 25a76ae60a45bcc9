// MAXIM: one architecture, trained by Google Research for one kind of damage at a time. A pack for each, because each comes in a package of its own.
import type { ModelPack } from '../pack.ts'
import { shards } from '../shards.ts'

/** Height and width of the pictures that the networks are made for, in pixels. They were trained on this size. */
export const maximTile = 256

interface Trained {
  /** What the package is called for. */
  readonly task: string
  readonly integrity: string
  readonly downloadBytes: number
  readonly shards: number
  readonly sha256: string
  readonly bytes: number
}

function maxim(pack: Pick<ModelPack, 'id' | 'title' | 'purpose' | 'tools'>, trained: Trained): ModelPack {
  return {
    ...pack,
    package: { name: `@upscalerjs/maxim-${trained.task}`, version: '0.1.0', integrity: trained.integrity },
    revision: 1,
    downloadBytes: trained.downloadBytes,
    licence: {
      code: 'MIT',
      weights: 'Apache-2.0',
      notice:
        'MAXIM by Zhengzhong Tu and others, Google Research, https://github.com/google-research/maxim; converted for TensorFlow.js by UpscalerJS, Copyright (c) 2023 Kevin Scott (MIT)',
      unclear: null,
    },
    outputs: {
      'model.onnx': {
        bytes: trained.bytes,
        sha256: trained.sha256,
        from: {
          kind: 'tfjs-graph',
          model: 'models/model.json',
          shards: shards('models', trained.shards),
          ends: { range: [0, 1], size: [maximTile, maximTile], results: 'picture' },
        },
      },
    },
  }
}

export const maximEnhance = maxim(
  { id: 'maxim-enhance', title: 'MAXIM low light', purpose: 'Brightens photographs that were taken in too little light.', tools: ['image-enhance'] },
  {
    task: 'enhancement',
    integrity: 'sha512-z36ih4TfMMnX/CaMkXYxpAg8Z3IOtYJMX3Z5zdE5dUe392JTAoa3k4AIHEZmHJ/7SY/4NPTA7+go1Soz4q5cQA==',
    downloadBytes: 53_844_881,
    shards: 14,
    bytes: 60_583_815,
    sha256: '8c487e6754cfe129151562f4b82a456b3f0c11d5821e1d5db0e711c6e693fa18',
  },
)

export const maximDenoise = maxim(
  { id: 'maxim-denoise', title: 'MAXIM denoising', purpose: 'Takes the noise of cameras out of photographs.', tools: ['image-denoise'] },
  {
    task: 'denoising',
    integrity: 'sha512-5dPkqYC1b9C8O+7trTjnB/mXf/N7jxI69B2tT97sqPclYQ5cWThAifn7KHXyzyyLeUfuM4lxqbPS/qMMr6p0eA==',
    downloadBytes: 83_029_800,
    shards: 22,
    bytes: 94_692_421,
    sha256: 'c9a6a99642ba09d9681a17a1b682a77274d889319481f63d517afa5eb7b901d0',
  },
)

export const maximDerain = maxim(
  { id: 'maxim-derain', title: 'MAXIM deraining', purpose: 'Takes streaks of rain out of photographs.', tools: ['image-derain'] },
  {
    task: 'deraining',
    integrity: 'sha512-+nCU/d+8elGa7Vpr6Cer5ILA0lZHNvHcIxuTQCtjjFZIm6d9OiQJqkrQ8QZVh4+83nQNsfjolP7SVADMYUbz9g==',
    downloadBytes: 53_415_066,
    shards: 14,
    bytes: 60_583_814,
    sha256: '471d5e0aa4391905ad1fac634d58f1189a1c9ec32250d927387fdbc7e4f43953',
  },
)

export const maximDehazeOutdoor = maxim(
  {
    id: 'maxim-dehaze-outdoor',
    title: 'MAXIM dehazing, outdoors',
    purpose: 'Takes haze and mist out of photographs of landscapes and streets.',
    tools: ['image-dehaze'],
  },
  {
    task: 'dehazing-outdoor',
    integrity: 'sha512-vOPYJU2vqe3gdBDgwfCu1rO6bpBILrXy6e6uFuC0WdcOOvjyWCIT75m5yZXW+egtC9Z9MSBu9s8+sHCFj0fZnA==',
    downloadBytes: 53_387_173,
    shards: 14,
    bytes: 60_583_822,
    sha256: '51ef6934b16fca4e95813987a625782034372b1ad73d50e647a2f9d2b9876ea8',
  },
)

export const maximDehazeIndoor = maxim(
  { id: 'maxim-dehaze-indoor', title: 'MAXIM dehazing, indoors', purpose: 'Takes smoke and haze out of photographs of rooms.', tools: ['image-dehaze'] },
  {
    task: 'dehazing-indoor',
    integrity: 'sha512-bNLPXbZ80Kv5MBnbrx2bRiP8W4MkXUsvVWwKtO46o4sAxxMJX3obUrH6YKzeMkwhwIt5CZmilNqrurKcq3wLDA==',
    downloadBytes: 53_805_182,
    shards: 14,
    bytes: 60_583_821,
    sha256: '00b4176dd0eaea4506f498a7321c3a9366febd3e66132bfdc142af9784637c6e',
  },
)

export const maximRetouch = maxim(
  {
    id: 'maxim-retouch',
    title: 'MAXIM retouching',
    purpose: 'Gives photographs the light and colour that a retoucher would give them.',
    tools: ['image-retouch'],
  },
  {
    task: 'retouching',
    integrity: 'sha512-fQP2VDHnytEhJBCEVdnDsmKnzy0kvBwUYOeFk8eBSEvgaZZ3tm+1mMW+nmLCJAEPRt4PwblnvcKNH41SmZO1+Q==',
    downloadBytes: 54_319_761,
    shards: 14,
    bytes: 60_583_815,
    sha256: 'd3a723fadcfff54716447fd5ffac6a237ed0eff40627c9acbcf849233e5b38dd',
  },
)
