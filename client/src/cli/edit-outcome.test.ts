import { PassThrough } from 'node:stream'
import { problemOf, Refusal } from '@keter/core'
import { describe, expect, test } from 'vitest'
import { blank, defective, iteration, receipt, receiptLine, run, source } from '../../test/documents.ts'
import type { Receipt, Run } from '../sdk/index.ts'
import { exitOf, reportOutcome } from './edit-outcome.ts'
import { Terminal } from './terminal.ts'

function report(ended: Run, document: Receipt, { json = true, cancelled = false } = {}) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  reportOutcome(new Terminal({ env: {}, folder: '/', stdin, stdout, stderr, signal: new AbortController().signal }, json), ended, document, cancelled)
  return { exit: exitOf(ended, cancelled), stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}

describe('what came of a run', () => {
  test('delivered: exit 0 and the receipt', () => {
    const { exit, stdout, stderr } = report(run(), receipt())
    expect(exit).toBe(0)
    expect(JSON.parse(stdout)).toEqual(receipt())
    expect(stderr).toBe('')
  })

  test('defective: exit 4, the receipt with the refund, and the rule that found it', () => {
    const refunded = receipt({ refunded: '1', final: '0', iterations: [receiptLine({ verdict: 'defective', inspection: blank, refunded: '1' })] })
    const { exit, stdout, stderr } = report(run({ sources: [source({ iterations: [defective()] })] }), refunded)
    expect(exit).toBe(4)
    expect(JSON.parse(stdout)).toEqual(refunded)
    expect(stderr).toContain('defective (X4: one colour all over); its charge of 1 credit was refunded')
  })

  test('failed: exit 4, and the one document is the problem, with the receipt in it', () => {
    const failure = problemOf(new Refusal('edit_failed', 'The engine crashed three times.'))
    const nothing = receipt({ charged: '0', final: '0', returned: '1', iterations: [receiptLine({ result: null, charge: '0', lines: [], verdict: null })] })
    const failed = run({ sources: [source({ iterations: [iteration({ state: 'failed', result: null, failure, charge: '0' })] })] })
    const { exit, stdout, stderr } = report(failed, nothing)
    expect(exit).toBe(4)
    expect(JSON.parse(stdout)).toMatchObject({ code: 'edit_failed', charged: 'nothing', data: { receipt: { charged: '0', returned: '1' } } })
    expect(stderr).toContain('The engine crashed three times.')
    expect(stderr).toContain('1 credit returned.')
  })

  test('one of two files failed: exit 4, and the receipt, because something was paid for', () => {
    const failure = problemOf(new Refusal('edit_failed', 'The engine crashed.'))
    const sources = [source(), source({ position: 1, name: 'b.jpg', iterations: [iteration({ state: 'failed', result: null, failure })] })]
    const { exit, stdout, stderr } = report(run({ sources }), receipt())
    expect(exit).toBe(4)
    expect(JSON.parse(stdout)).toHaveProperty('receipt')
    expect(stderr).toContain('b.jpg: The edit failed.')
  })

  test('cancelled: exit 130, with what was charged before and what came back', () => {
    const { exit, stderr } = report(run(), receipt({ charged: '1', returned: '12' }), { cancelled: true, json: false })
    expect(exit).toBe(130)
    expect(stderr).toBe('Cancelled. 1 credit charged for what was delivered before, 12 credits returned.\n')
  })

  test('more attempts planned than needed: says that the rest came back', () => {
    const { exit, stderr } = report(run(), receipt({ returned: '0.5' }))
    expect(exit).toBe(0)
    expect(stderr).toBe('The first good result of each file is kept, and the series is ended: 0.5 credits returned.\n')
  })
})
