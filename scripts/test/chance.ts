// Property tests draw the same cases every time, so that a green commit stays green; KETER_SEED draws others: a number, or "random".
import fc from 'fast-check'

const asked = process.env['KETER_SEED'] ?? '20261122'
fc.configureGlobal({ seed: asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked) })
