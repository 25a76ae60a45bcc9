import { Refusal } from '@keter/core'
import { expect, test } from 'vitest'
import type { Models } from './models.ts'
import { installStarterPacks, starterPacks } from './starter.ts'

function given(fail: Partial<Record<string, Refusal>> = {}, before: readonly string[] = []) {
  const [asked, said]: [string[], string[]] = [[], []]
  let kept = before
  const models = {
    async install(id: string) {
      asked.push(id)
      if (fail[id]) throw fail[id]
    },
  } as unknown as Models
  const record = {
    read: async () => kept,
    async write(ids: readonly string[]) {
      kept = ids
    },
  }
  return { asked, said, kept: () => kept, begin: () => installStarterPacks(models, record, (pack, outcome) => said.push(`${pack} ${outcome}`)) }
}

test('each pack of the starter pack is installed once, and remembered: one that was removed since stays removed', async () => {
  const first = given()
  await first.begin()
  expect(first.asked).toEqual([...starterPacks])
  const later = given({}, first.kept())
  await later.begin()
  expect(later.asked).toEqual([])
})

test('a registry that does not answer is asked once, not for each pack, and again at the next start', async () => {
  const { asked, kept, begin } = given({ realesrgan: new Refusal('registry_unreachable', 'no answer') })
  await begin()
  expect(asked).toEqual(['realesrgan'])
  expect(kept()).toEqual([])
})

test('one pack that cannot be installed does not keep the others away', async () => {
  const { asked, kept, begin } = given({ isnet: new Refusal('model_corrupt', 'other bytes') })
  await begin()
  expect(asked).toEqual([...starterPacks])
  expect(kept()).toEqual(starterPacks.filter((id) => id !== 'isnet'))
})
