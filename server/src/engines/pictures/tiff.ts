// The header of an uncompressed TIFF, after which nothing but pixels follows, row by row. BigTIFF, whose places have 64 bits: a large picture has more than 4 GB.

export interface TiffShape {
  readonly width: number
  readonly height: number
  /** Three are red, green and blue; the fourth is opacity. */
  readonly channels: number
}

type Field = readonly [tag: number, type: keyof typeof bytesOf, values: readonly number[]]

/** SHORT, LONG and LONG8, by their numbers in the format. */
const bytesOf = { 3: 2, 4: 4, 16: 8 } as const

/** Rows that are read at a time. */
const rowsPerStrip = 16
const fieldsStart = 24
const fieldBytes = 20

export function bigTiffHeader({ width, height, channels }: TiffShape): Buffer {
  const strips = Array.from({ length: Math.ceil(height / rowsPerStrip) }, (_, index) => index * rowsPerStrip)
  const bytesOfRow = width * channels
  const fieldsOf = (pixelsStart: number): readonly Field[] => [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, Array<number>(channels).fill(8)], // bits a sample
    [259, 3, [1]], // not compressed
    [262, 3, [2]], // red, green, blue
    [273, 16, strips.map((row) => pixelsStart + row * bytesOfRow)],
    [277, 3, [channels]],
    [278, 4, [rowsPerStrip]],
    [279, 16, strips.map((row) => Math.min(rowsPerStrip, height - row) * bytesOfRow)],
    [284, 3, [1]], // samples of a pixel stand together
    ...(channels === 4 ? [[338, 3, [2]] as const] : []), // colours are not multiplied by the opacity
  ]
  return written(fieldsOf(written(fieldsOf(0)).length))
}

/** Up to eight bytes of values stand in the field itself, more behind all fields. Its length does not depend on the values. */
function written(fields: readonly Field[]): Buffer {
  const behind = fieldsStart + fields.length * fieldBytes + 8
  const header = Buffer.alloc(behind)
  header.write('II')
  for (const [at, value] of [
    [2, 43],
    [4, 8],
  ] as const)
    header.writeUInt16LE(value, at)
  header.writeBigUInt64LE(16n, 8)
  header.writeBigUInt64LE(BigInt(fields.length), 16)
  const tails: Buffer[] = []
  let end = behind
  for (const [index, [tag, type, values]] of fields.entries()) {
    const at = fieldsStart + index * fieldBytes
    const bytes = bytesOfValues(type, values)
    header.writeUInt16LE(tag, at)
    header.writeUInt16LE(type, at + 2)
    header.writeBigUInt64LE(BigInt(values.length), at + 4)
    if (bytes.length <= 8) bytes.copy(header, at + 12)
    else {
      header.writeBigUInt64LE(BigInt(end), at + 12)
      tails.push(bytes)
      end += bytes.length
    }
  }
  return Buffer.concat([header, ...tails])
}

function bytesOfValues(type: Field[1], values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * bytesOf[type])
  for (const [index, value] of values.entries())
    if (type === 16) bytes.writeBigUInt64LE(BigInt(value), index * 8)
    else bytes.writeUIntLE(value, index * bytesOf[type], bytesOf[type])
  return bytes
}
