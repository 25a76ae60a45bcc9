import { tools } from '@keter/core'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { addEditFlags, askedEdit, optionsOfAllTools } from './edit-flags.ts'
import { run } from './run.ts'
import { kebab } from './wording.ts'

const asked = (...words: string[]) => askedEdit(addEditFlags(new Command().exitOverride()).parse(words, { from: 'user' }).opts())

describe('flags of an edit', () => {
  test('become the whole request: what is not said gets its default', () => {
    expect(asked('--tool', 'image-upscale', '--scale', '2')).toEqual({
      edit: { tool: 'image-upscale', quality: 'draft', options: { scale: 2, format: 'same' } },
      iterations: 1,
    })
    expect(
      asked('--tool', 'image-convert', '--crop-left', '10', '--format', 'webp', '--encoding', '75', '--iterations', '3', '--plan', 'pro', '--balance', '18.5'),
    ).toEqual({
      edit: {
        tool: 'image-convert',
        quality: null,
        options: { format: 'webp', fit: 'inside', focus: 'middle', metadata: 'strip', cropLeft: 10, encoding: 75 },
      },
      iterations: 3,
      plan: 'pro',
      balance: '18.5',
    })
  })

  test('exist for every option of every tool', () => {
    const flags = addEditFlags(new Command()).options.map(({ long }) => long)
    for (const tool of tools) for (const name of Object.keys(tool.options)) expect(flags).toContain(`--${kebab(name)}`)
  })

  test.each([
    ['unknown_tool', ['--tool', 'image-sharpen']],
    ['unknown_quality', ['--tool', 'image-upscale', '--quality', 'best']],
    ['unknown_quality', ['--tool', 'image-convert', '--quality', 'draft']],
    ['unknown_option', ['--tool', 'image-upscale', '--width', '100']],
    ['option_out_of_range', ['--tool', 'image-upscale', '--scale', '5']],
    ['option_out_of_range', ['--tool', 'image-upscale', '--scale', '4x']],
    ['option_out_of_range', ['--tool', 'image-convert', '--width', '0']],
    ['option_out_of_range', ['--tool', 'image-convert', '--width', '1e9']],
    ['iterations_out_of_range', ['--tool', 'image-upscale', '--iterations', '0']],
    ['iterations_out_of_range', ['--tool', 'image-upscale', '--iterations', '1.5']],
    ['iterations_out_of_range', ['--tool', 'image-upscale', '--iterations', 'many']],
    ['bad_usage', ['--tool', 'image-upscale', '--balance', 'lots']],
    ['bad_usage', ['--tool', 'image-upscale', '--balance', '-1']],
  ])('are refused with %s: %s', (code, words) => {
    expect(() => asked(...words)).toThrowError(expect.objectContaining({ code }))
  })
})

test('no option of a tool takes the name of a flag that means something else', async () => {
  const out: string[] = []
  const stream = { write: (text: string) => out.push(text) } as unknown as NodeJS.WritableStream
  await run(['edit', '--help'], { env: {}, folder: '/', stdin: process.stdin, stdout: stream, stderr: stream, signal: new AbortController().signal })
  const names = [...out.join('').matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name!)
  expect(names.length).toBeGreaterThan(optionsOfAllTools().length)
  expect(new Set(names).size).toBe(names.length)
})
