// Reads ncnn models: the list of layers in a param file, and the weights they take one after another from the bin file.

export interface NcnnLayer {
  readonly type: string
  readonly name: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly number: (key: number, otherwise?: number) => number
  readonly list: (key: number) => readonly number[] | undefined
}

const magic = '7767517'
/** A list has this in front of its key, below zero. */
const listKey = 23300

export function readNcnnLayers(text: string): NcnnLayer[] {
  const [first, , ...lines] = text.trim().split(/\r?\n/)
  if (first?.trim() !== magic) throw new Error('This is no ncnn param file.')
  return lines.filter((line) => line.trim()).map(readLayer)
}

function readLayer(line: string): NcnnLayer {
  const [type, name, ins, outs, ...rest] = line.trim().split(/\s+/) as [string, string, string, string, ...string[]]
  const taken = Number(ins) + Number(outs)
  const numbers = new Map<number, number>()
  const lists = new Map<number, number[]>()
  for (const setting of rest.slice(taken)) {
    const [key, value] = setting.split('=') as [string, string]
    if (Number(key) <= -listKey) lists.set(-Number(key) - listKey, value.split(',').slice(1).map(Number))
    else numbers.set(Number(key), Number(value))
  }
  return {
    type,
    name,
    inputs: rest.slice(0, Number(ins)),
    outputs: rest.slice(Number(ins), taken),
    number: (key, otherwise = 0) => numbers.get(key) ?? otherwise,
    list: (key) => lists.get(key),
  }
}

export class NcnnWeights {
  readonly #bytes: Uint8Array
  readonly #half: (halves: Uint16Array) => Float32Array
  #offset = 0

  constructor(bytes: Uint8Array, half: (halves: Uint16Array) => Float32Array) {
    this.#bytes = bytes
    this.#half = half
  }

  /** Plain floats: biases and slopes. */
  floats(count: number): Float32Array {
    return new Float32Array(this.#take(count * 4))
  }

  /** Kernels say first how they are stored. */
  kernel(count: number): Float32Array {
    const flag = new Uint32Array(this.#take(4))[0]
    if (flag === 0x01306b47) return this.#half(new Uint16Array(this.#take(Math.ceil((count * 2) / 4) * 4)).subarray(0, count))
    if (flag === 0) return this.floats(count)
    throw new Error(`Weights stored as ${flag?.toString(16)} are not known.`)
  }

  /** Weights that no layer took would mean that the layers were misread. */
  end(): void {
    if (this.#offset !== this.#bytes.length) throw new Error(`${this.#bytes.length - this.#offset} bytes of weights belong to no layer.`)
  }

  #take(length: number): ArrayBuffer {
    const end = this.#offset + length
    if (end > this.#bytes.length) throw new Error('The weights end too early.')
    const taken = Uint8Array.from(this.#bytes.subarray(this.#offset, end)).buffer
    this.#offset = end
    return taken
  }
}
