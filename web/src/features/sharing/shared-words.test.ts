import { describe, expect, it } from 'vitest'
import { settingsOf } from './shared-words.ts'

describe('what a shared estimate asks for', () => {
  it('is named as the controls of the bench name it', () => {
    expect(settingsOf({ tool: 'image-upscale', quality: 'standard', options: { scale: 4, format: 'same' }, plan: 'free' })).toEqual([
      ['Tool', 'Image upscale'],
      ['Quality', 'Standard'],
      ['Scale', '4×'],
      ['Format', 'As source'],
      ['Plan', 'Free'],
    ])
  })

  it('is still readable where this page does not know the tool or an option', () => {
    expect(settingsOf({ tool: 'video-dream', quality: 'best', options: { fps: 60 }, plan: 'pro' })).toEqual([
      ['Tool', 'video-dream'],
      ['Quality', 'best'],
      ['fps', '60'],
      ['Plan', 'Pro'],
    ])
  })

  it('leaves out the quality of a tool that has one way only', () => {
    expect(settingsOf({ tool: 'image-convert', quality: null, options: {}, plan: 'free' }).map(([label]) => label)).toEqual(['Tool', 'Plan'])
  })
})
