// Finds a shape of operations in a TensorFlow.js graph: what a compiler has written out in small steps, and a runtime has as one.
import type { TfjsGraph } from './tfjs-nodes.ts'

/** A name stands for whatever node is there, the same one wherever it occurs; a list for an operation on what the patterns after it describe. */
export type Pattern = string | Shape
interface Shape extends ReadonlyArray<Pattern> {}
export type Found = Readonly<Record<string, string>>

const eitherWay = new Set(['Add', 'AddV2', 'Mul', 'Maximum', 'Minimum'])

/** Which node each name stands for; null where the graph has another shape there. */
export function find(graph: TfjsGraph, pattern: Pattern, at: string, found: Found = {}): Found | null {
  if (typeof pattern === 'string') {
    if (pattern in found) return found[pattern] === at ? found : null
    return { ...found, [pattern]: at }
  }
  const [operation, ...wanted] = pattern as readonly [string, ...Pattern[]]
  const node = graph.node(at)
  if (node.op !== operation) return null
  const inputs = graph.inputsOf(node)
  if (inputs.length !== wanted.length) return null
  const through = (order: readonly string[]) => wanted.reduce<Found | null>((sofar, each, index) => sofar && find(graph, each, order[index]!, sofar), found)
  return through(inputs) ?? (eitherWay.has(operation) ? through([...inputs].reverse()) : null)
}
