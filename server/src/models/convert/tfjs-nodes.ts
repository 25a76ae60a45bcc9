// A TensorFlow.js graph model as its file has it: nodes by name, each an operation on the results of others. Constants are nodes whose values are in the weights.
import type { TfjsManifest, TypedWeights } from './tfjs-weights.ts'

interface RawAttribute {
  /** Text, in base64. */
  readonly s?: string
  readonly i?: string | number
  readonly f?: number
  readonly b?: boolean
  readonly type?: string
  readonly list?: { readonly i?: readonly (string | number)[]; readonly s?: readonly string[] }
}

export interface GraphNode {
  readonly name: string
  readonly op: string
  readonly input?: readonly string[]
  readonly attr?: Readonly<Record<string, RawAttribute>>
}

export interface GraphModel extends TfjsManifest {
  readonly modelTopology: { readonly node: readonly GraphNode[] }
}

/** Its attributes, decoded. What is not stated is what TensorFlow takes for it. */
export const attributes = ({ attr = {} }: GraphNode) => ({
  text: (name: string) => Buffer.from(attr[name]?.s ?? '', 'base64').toString(),
  texts: (name: string) => (attr[name]?.list?.s ?? []).map((each) => Buffer.from(each, 'base64').toString()),
  whole: (name: string) => Number(attr[name]?.i ?? 0),
  wholes: (name: string) => (attr[name]?.list?.i ?? []).map(Number),
  float: (name: string) => attr[name]?.f,
  flag: (name: string) => attr[name]?.b ?? false,
  type: (name: string) => attr[name]?.type ?? '',
})

/** The nodes by name, and what is known before the model runs. Rewriting replaces a node; what only the old one needed is never reached. */
export class TfjsGraph {
  readonly nodes: Map<string, GraphNode>
  readonly #weights: Map<string, TypedWeights>

  constructor(nodes: readonly GraphNode[], weights: ReadonlyMap<string, TypedWeights>) {
    this.nodes = new Map(nodes.map((node) => [node.name, node]))
    this.#weights = new Map(weights)
  }

  node(name: string): GraphNode {
    const node = this.nodes.get(name)
    if (!node) throw new Error(`The graph has no ${name}.`)
    return node
  }

  /** The nodes whose results a node takes; what only says "after that one" is left out. */
  inputsOf({ name, input = [] }: GraphNode): readonly string[] {
    return input
      .filter((each) => !each.startsWith('^'))
      .map((each) => {
        const [from, result = '0'] = each.split(':')
        if (result !== '0') throw new Error(`${name} takes result ${result} of ${from}; only first results are known.`)
        return from!
      })
  }

  constant(name: string): TypedWeights | null {
    const node = this.node(name)
    if (node.op === 'Identity') return this.constant(this.inputsOf(node)[0]!)
    if (node.op !== 'Const') return null
    const found = this.#weights.get(name)
    if (!found) throw new Error(`The constant ${name} has no values.`)
    return found
  }

  /** The node is known from now on, and needs nothing any more. */
  setConstant(name: string, value: TypedWeights): void {
    this.nodes.set(name, { name, op: 'Const' })
    this.#weights.set(name, value)
  }

  /** What the results need, each after all that it takes. */
  inOrder(results: readonly string[]): readonly GraphNode[] {
    const done = new Map<string, GraphNode>()
    const begun = new Set<string>()
    const waiting = [...results]
    for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
      const node = this.node(name)
      const missing = done.has(name) ? [] : this.inputsOf(node).filter((each) => !done.has(each))
      if (missing.length === 0) {
        done.set(name, node)
        waiting.pop()
      } else if (begun.has(name)) throw new Error(`${name} needs its own result.`)
      else waiting.push(...missing)
      begun.add(name)
    }
    return [...done.values()]
  }
}
