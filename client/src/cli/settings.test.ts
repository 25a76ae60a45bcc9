import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keter, temporaryFolder } from '../../test/command-line.ts'
import { picture } from '../../test/images.ts'

const here = ['--plan', 'free', '--balance', '10']

async function settings(...words: string[]) {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, 'a.png'), picture(640, 480))
  // The folder goes when this returns: not before the command is done.
  return await keter(['estimate', 'a.png', '--tool', 'image-upscale', '--quality', 'standard', ...here, ...words], { folder: folder.path })
}

test('P21: what can be had for so many credits, the best first, as many attempts as they pay', async () => {
  const { exit, stdout } = await settings('--for-credits', '4', '--json')
  expect(exit).toBe(0)
  const found = JSON.parse(stdout)
  // 1 started megapixel: standard 4x is 3.5, so one attempt fits into 4; 3x is 2.1 and 1.05 for the second.
  expect(found.settings.slice(0, 2)).toMatchObject([
    { label: 'Standard, scale 4, 1 attempt', most: '4', longEdge: 2560, asked: true },
    { label: 'Standard, scale 3, 2 attempts', most: '4' },
  ])
  expect(found.estimate.most).toBe('4')
})

test('P21: the cheapest way to 4K', async () => {
  const { exit, stdout } = await settings('--reach', '4k')
  expect(exit).toBe(0)
  expect(stdout.split('\n')[1]).toMatch(/Draft, scale 8, 1 attempt\s+5120\s+2\s+2/)
})

test('where nothing fits it says what comes nearest and ends with 3', async () => {
  const { exit, stdout } = await settings('--reach', '8k')
  expect([exit, stdout.trim()]).toEqual([3, 'Nothing fits. Nearest: Draft, scale 8, 1 attempt, 2 credits at most, results of 5120 pixels or more.'])
})

test.each([
  ['--reach', 'far'],
  ['--reach', '0'],
  ['--for-credits', 'few'],
])('bad usage: %s %s', async (...words) => {
  const { exit, stdout } = await settings(...words, '--json')
  expect([exit, JSON.parse(stdout).code]).toEqual([2, 'bad_usage'])
})
