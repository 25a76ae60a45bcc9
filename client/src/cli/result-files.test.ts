import { parseEdit } from '@keter/core'
import { expect, test } from 'vitest'
import { resultName } from './result-files.ts'

test.each([
  ['image-upscale', { scale: 4 }, 'photo-upscaled-4x.png'],
  ['image-remove-background', {}, 'photo-background-removed.png'],
  ['image-blur-faces', {}, 'photo-faces-blurred.png'],
  ['video-trim', {}, 'photo-trimmed.png'],
  ['video-upscale', {}, 'photo-upscaled-2x.png'],
  ['video-background', {}, 'photo-background-changed.png'],
])('the result of %s is named for what was done', (tool, options, name) => {
  expect(resultName('photo.jpg', parseEdit({ tool, options }), 'png')).toBe(name)
})
