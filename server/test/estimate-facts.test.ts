// What an estimate reads in one call is what the ledger and the runs say: the balance with holds and with credits that are over, and what was done before.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { estimateFacts } from '../src/quotes/estimate-facts.ts'
import { accept, type Member, openWorld, picture, quoted, settled, type World } from './world.ts'

for (const server of [false, true])
  describe.skipIf(server && !process.env.TEST_DATABASE_URL)(server ? 'on PostgreSQL' : 'on the embedded database', () => {
    let world: World
    beforeAll(async () => {
      world = await openWorld({ server })
    }, 60_000)
    afterAll(() => world.close())

    const measurement = { media: 'image', format: 'png', width: 96, height: 64, bytes: 1000 }
    const estimated = async (member: Member, source: object = { name: 'x.png', measurement }, asked: object = {}) =>
      (await member.call('POST', '/estimates', { tool: 'image-upscale', quality: 'draft', options: { scale: 8 }, sources: [source], ...asked })).body

    test('the balance is the one of the ledger: with a hold, and after the grant of the plan is over', async () => {
      // The grant of the plan, which ends after some months: nothing sweeps it here.
      const owner = await world.workspace({ plan: 'free' })
      const shown = async () => {
        const { available, held } = (await estimated(owner)).balance
        return { available, held }
      }
      expect(await shown()).toEqual({ available: '60', held: '0' })
      await accept(owner, await quoted(owner, { quality: 'standard', scale: 4 }))
      expect(await shown()).toEqual({ available: '56', held: '4' })
      expect(await shown()).toEqual(await owner.balance())
      world.advance(70 * 86_400_000)
      expect(await shown()).toEqual({ available: '0', held: '4' })
      expect(await shown()).toEqual(await owner.balance())
    })

    test('an edit of bytes that was done here is free, one done in another workspace is not', async () => {
      await world.worker()
      const [owner, stranger] = [await world.workspace({ credits: '50' }), await world.workspace({ credits: '50' })]
      const one = await quoted(owner, { bytes: await picture(), scale: 8 })
      const run = await settled(owner, (await accept(owner, one)).body.id)
      const { sha256 } = run.sources[0].version
      const source = { name: 'x.png', sha256, measurement }
      expect((await estimated(owner, source)).low).toBe('0')
      expect((await estimated(owner, source, { quality: 'standard' })).low).not.toBe('0')
      expect((await estimated(stranger, source)).low).not.toBe('0')
    }, 60_000)

    test('many stored assets are one question, each is itself, and one that is not there is named', async () => {
      const owner = await world.workspace({ credits: '50' })
      const project = (await owner.call('POST', '/projects', { name: 'Several' })).body.id
      const names = ['a.png', 'b.png', 'c.png']
      const assets: string[] = []
      for (const [index, name] of names.entries()) assets.push((await owner.upload(project, name, await picture(50 + index, 40))).asset!)
      const sources = [...assets, assets[0]!].map((asset) => ({ asset }))
      const { body } = await owner.call('POST', '/estimates', { tool: 'image-upscale', options: { scale: 2 }, sources })
      expect(body.sources.map(({ name, measurement: { width } }: { name: string; measurement: { width: number } }) => [name, width])).toEqual([
        ['a.png', 50],
        ['b.png', 51],
        ['c.png', 52],
        ['a.png', 50],
      ])
      const missing = `ast_${'0'.repeat(26)}`
      const refused = await owner.call('POST', '/estimates', { tool: 'image-upscale', sources: [...sources, { asset: missing }] })
      expect(refused.body).toMatchObject({ status: 404, code: 'not_found' })
      expect(refused.body.detail).toContain(missing)
    })

    test('a workspace that is not there is an error, not an estimate', async () => {
      await expect(estimateFacts(world.studio.database.query, { workspace: 'ws_none', user: 'u', apiKey: null }, new Date(), [])).rejects.toThrow(
        'query returned no rows',
      )
    })
  })
