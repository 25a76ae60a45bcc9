// Writes ONNX model files: the small part of the format's protobuf schema (onnx.proto3, IR version 8) that a convolutional network needs.
// Pure and deterministic: the same graph is always the same bytes. (The one published schema package, onnx-proto, is tied to protobufjs 6.)

/** Element types of tensors, by their number in the schema. */
export const elementType = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 } as const
type ElementType = (typeof elementType)[keyof typeof elementType]

/** A number is written as a whole one; what is a float in the schema has to say so. */
export type Attribute = number | string | readonly number[] | { readonly float: number }
/** A number is a fixed size; a name stands for a size known when the model runs. */
type Dimension = number | string

const usualOpset = 17
const irVersion = 8

export class OnnxGraph {
  readonly #name: string
  readonly #opset: number
  readonly #nodes: Uint8Array[] = []
  readonly #constants: Uint8Array[] = []
  readonly #inputs: Uint8Array[] = []
  readonly #outputs: Uint8Array[] = []
  /** Names of the constants that are shared. */
  readonly #known = new Set<string>()

  constructor(name: string, opset = usualOpset) {
    this.#name = name
    this.#opset = opset
  }

  input(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.#inputs.push(valueInfo(name, type, shape))
    return name
  }

  /** Without a shape, it is what comes out. */
  output(name: string, type: ElementType, shape: readonly Dimension[] | null): void {
    this.#outputs.push(valueInfo(name, type, shape))
  }

  constant(name: string, shape: readonly number[], values: Float32Array): string {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    this.#constants.push(message(...shape.map((size) => integer(1, size)), integer(2, elementType.float32), bytes(8, name), bytes(9, raw)))
    return name
  }

  /** Sizes, axes, offsets: whole numbers that are the same list wherever they occur, and so are written once. */
  integers(values: readonly number[], shape: readonly number[] = [values.length]): string {
    const name = `i_${values.join('_')}_of_${shape.join('_')}`
    if (this.#known.has(name)) return name
    this.#known.add(name)
    const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
    this.#constants.push(message(...shape.map((size) => integer(1, size)), integer(2, elementType.int64), bytes(8, name), bytes(9, raw)))
    return name
  }

  /** One float, written once however often it is used. */
  scalar(value: number): string {
    const name = `f_${value}`
    if (this.#known.has(name)) return name
    this.#known.add(name)
    return this.constant(name, [], Float32Array.of(value))
  }

  /** Adds an operation and returns the name of its one result. */
  node(operation: string, inputs: readonly string[], output: string, attributes: Readonly<Record<string, Attribute>> = {}): string {
    this.#nodes.push(
      message(
        ...inputs.map((name) => bytes(1, name)),
        bytes(2, output),
        bytes(3, output),
        bytes(4, operation),
        ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
      ),
    )
    return output
  }

  bytes(): Uint8Array {
    const graph = message(
      ...this.#nodes.map((node) => bytes(1, node)),
      bytes(2, this.#name),
      ...this.#constants.map((constant) => bytes(5, constant)),
      ...this.#inputs.map((input) => bytes(11, input)),
      ...this.#outputs.map((output) => bytes(12, output)),
    )
    return message(integer(1, irVersion), bytes(2, 'keter'), bytes(7, graph), bytes(8, message(bytes(1, ''), integer(2, this.#opset))))
  }
}

function attribute(name: string, value: Attribute): Uint8Array {
  if (typeof value === 'number') return message(bytes(1, name), integer(3, value), integer(20, 2))
  if (typeof value === 'string') return message(bytes(1, name), bytes(4, value), integer(20, 3))
  if ('float' in value) return message(bytes(1, name), message(varint(2 * 8 + 5), floatBytes(value.float)), integer(20, 1))
  return message(bytes(1, name), ...value.map((each) => integer(8, each)), integer(20, 7))
}

function valueInfo(name: string, type: ElementType, shape: readonly Dimension[] | null): Uint8Array {
  const dimensions = shape?.map((size) => bytes(1, typeof size === 'string' ? bytes(2, size) : integer(1, size)))
  const tensor = message(integer(1, type), ...(dimensions ? [bytes(2, message(...dimensions))] : []))
  return message(bytes(1, name), bytes(2, bytes(1, tensor)))
}

// The wire format: https://protobuf.dev/programming-guides/encoding/

function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields)
}

function integer(field: number, value: number): Uint8Array {
  return message(varint(field * 8), varint(value))
}

function bytes(field: number, value: Uint8Array | string): Uint8Array {
  const content = typeof value === 'string' ? Buffer.from(value) : value
  return message(varint(field * 8 + 2), varint(content.length), content)
}

function floatBytes(value: number): Uint8Array {
  const raw = Buffer.alloc(4)
  raw.writeFloatLE(value)
  return raw
}

/** Seven bits at a time, lowest first; every number written here is whole and below 2^53. */
function varint(value: number): Uint8Array {
  // A negative one, such as an axis counted from the end, is 64 bits in two's complement.
  if (value < 0) return bigVarint(BigInt.asUintN(64, BigInt(value)))
  const groups: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...groups, rest])
    groups.push((rest % 128) | 128)
  }
}

function bigVarint(value: bigint): Uint8Array {
  const groups: number[] = []
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 128n) return Uint8Array.from([...groups, Number(rest)])
    groups.push(Number(rest & 127n) | 128)
  }
}
