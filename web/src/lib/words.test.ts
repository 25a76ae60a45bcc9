import { tools } from '@keter/core'
import { describe, expect, it } from 'vitest'
import { iconOfTool } from '../ui/Icon.tsx'
import { doing } from './words.ts'

describe('tools in words and signs', () => {
  it('says what is being done from the verb on the button', () => {
    expect(['Upscale', 'Remove haze', 'Trim', 'Blur faces', 'Convert video', 'Retouch', 'Denoise', 'Free', 'Draw'].map(doing)).toEqual([
      'Upscaling',
      'Removing haze',
      'Trimming',
      'Blurring faces',
      'Converting video',
      'Retouching',
      'Denoising',
      'Freeing',
      'Drawing',
    ])
  })

  it('has one sign for what a tool does, whatever it does it to, and that of the medium for what it does not know', () => {
    expect(tools.map(({ id }) => iconOfTool(id)).filter((icon) => icon === 'image' || icon === 'video')).toEqual([])
    expect([iconOfTool('video-upscale'), iconOfTool('image-upscale')]).toEqual(['upscale', 'upscale'])
    expect(['image-dream', 'video-dream', null].map(iconOfTool)).toEqual(['image', 'video', 'image'])
  })
})
