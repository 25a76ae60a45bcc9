// Where the tests are and what each may use. `npm test -- PATTERN` runs a part of them on the product's own Node.
import { defineConfig } from 'vitest/config'

if (Number(process.versions.node.split('.')[0]) < 24 && !process.features.typescript)
  console.warn(`These tests want the Node of node_modules/.bin, not ${process.versions.node}: run them by \`npm test -- PATTERN\`.`)

const project = (name: string, include: string[]) => ({ extends: true as const, test: { name, include } })
const drawing = (name: string, include: string[]) => ({ extends: true as const, test: { name, include, setupFiles: ['scripts/test/chance.ts'] } })

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // No test downloads what it does not ask for.
    env: { KETER_STARTER_PACK: 'off' },
    // A database is made in seconds; on two busy cores that is long.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      drawing('core', ['core/src/**/*.test.ts']),
      drawing('server', ['server/{src,test}/**/*.test.ts']),
      project('client', ['client/{src,test}/**/*.test.ts']),
      project('web', ['web/{src,test}/**/*.test.{ts,tsx}']),
      project('repository', ['*.test.ts', 'scripts/**/*.test.ts', 'bench/*.test.ts']),
      {
        extends: true,
        test: {
          name: 'journey',
          include: ['{client,server,web}/{src,test}/**/*.journey.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
