// Documents on paper: a few words for what a page is made of, so that an invoice and a statement look alike. The same content at the same date makes the same bytes.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

const fonts = createRequire(import.meta.url)
/** Each script has a file of its own; a text is set piece by piece from the first that has its letters. */
const scripts = [
  { name: 'latin', has: /[\n\u0020-\u00ff\u0131\u0152\u0153\u02bb-\u02dc\u2000-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215\ufeff\ufffd]/ },
  { name: 'latin-ext', has: /[\u0100-\u024f\u0259\u1e00-\u1eff\u2020\u20a0-\u20ab\u20ad-\u20c0\u2113\u2c60-\u2c7f\ua720-\ua7ff]/ },
  { name: 'cyrillic', has: /[\u0301\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/ },
  { name: 'greek', has: /[\u0370-\u03ff]/ },
] as const

const margin = 56
const ink = '#1a1a1a'
const soft = '#6b6b6b'

export interface Column {
  readonly title: string
  /** Of the page's width, in parts of 100. */
  readonly width: number
  readonly right?: boolean
}

export class Paper {
  readonly #pdf: PDFKit.PDFDocument
  readonly #done: Promise<Buffer>

  /** @param made the date of the document, the only one in it */
  constructor(title: string, made: Date) {
    const info = { Title: title, Creator: 'Keter Studio', Producer: 'Keter Studio', CreationDate: made, ModDate: made }
    this.#pdf = new PDFDocument({ size: 'A4', margin, info, bufferPages: true })
    const pieces: Buffer[] = []
    this.#done = new Promise((resolve, reject) => {
      this.#pdf.on('data', (piece: Buffer) => pieces.push(piece))
      this.#pdf.on('end', () => resolve(Buffer.concat(pieces)))
      this.#pdf.on('error', reject)
    })
    for (const { name } of scripts)
      for (const weight of [400, 600])
        this.#pdf.registerFont(`${name}-${weight}`, readFileSync(fonts.resolve(`@fontsource/inter/files/inter-${name}-${weight}-normal.woff`)))
    this.#pdf.fillColor(ink)
  }

  heading(text: string): void {
    this.#write(text, { size: 20, bold: true })
    this.#pdf.moveDown(0.6)
  }

  /** Names on the left, values beside them. */
  facts(pairs: readonly (readonly [string, string])[]): void {
    for (const [name, value] of pairs) {
      const { y } = this.#pdf
      this.#write(name, { color: soft, width: 130 })
      this.#pdf.y = y
      this.#write(value, { x: margin + 140, width: this.#width - 140 })
      this.#pdf.x = margin
    }
    this.#pdf.moveDown(1)
  }

  /** A row that does not fit goes to the next page, under the same head. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[], total?: readonly string[]): void {
    this.#row(
      columns,
      columns.map(({ title }) => title),
      { color: soft },
    )
    this.#line()
    for (const row of rows) {
      if (this.#pdf.y > this.#pdf.page.height - margin - 60) {
        this.#pdf.addPage()
        this.#row(
          columns,
          columns.map(({ title }) => title),
          { color: soft },
        )
        this.#line()
      }
      this.#row(columns, row, {})
    }
    if (total) {
      this.#line()
      this.#row(columns, total, { bold: true })
    }
    this.#pdf.moveDown(1)
  }

  note(text: string): void {
    this.#write(text, { color: soft, size: 9 })
    this.#pdf.moveDown(0.5)
  }

  async end(): Promise<Buffer> {
    const { start, count } = this.#pdf.bufferedPageRange()
    for (let n = start; n < start + count; n++) {
      this.#pdf.switchToPage(n)
      // Below the margin: written there, it would open a page of its own.
      this.#pdf.page.margins.bottom = 0
      this.#pdf.y = this.#pdf.page.height - 36
      this.#write(`${n - start + 1} / ${count}`, { color: soft, size: 8, right: true })
    }
    this.#pdf.end()
    return this.#done
  }

  get #width(): number {
    return this.#pdf.page.width - 2 * margin
  }

  #line(): void {
    const y = this.#pdf.y + 2
    this.#pdf
      .moveTo(margin, y)
      .lineTo(margin + this.#width, y)
      .lineWidth(0.5)
      .strokeColor('#c8c8c8')
      .stroke()
    this.#pdf.y = y + 5
  }

  #row(columns: readonly Column[], cells: readonly string[], style: { bold?: boolean; color?: string }): void {
    const top = this.#pdf.y
    let x = margin
    let bottom = top
    for (const [i, { width, right = false }] of columns.entries()) {
      const wide = (this.#width * width) / 100
      this.#pdf.y = top
      this.#write(cells[i] ?? '', { ...style, x, width: wide - 8, right })
      bottom = Math.max(bottom, this.#pdf.y)
      x += wide
    }
    this.#pdf.x = margin
    this.#pdf.y = bottom + 3
  }

  #write(
    text: string,
    {
      size = 10,
      bold = false,
      color = ink,
      x = margin,
      width = this.#width,
      right = false,
    }: { size?: number; bold?: boolean; color?: string; x?: number; width?: number; right?: boolean },
  ): void {
    const pieces = piecesOf(text === '' ? ' ' : text)
    this.#pdf.fontSize(size).fillColor(color)
    const only = pieces.length === 1
    for (const [i, { script, text: piece }] of pieces.entries()) {
      const place = i === 0 ? ([x, this.#pdf.y] as const) : []
      this.#pdf.font(`${script}-${bold ? 600 : 400}`)
      const options = {
        width,
        align: right && only ? ('right' as const) : ('left' as const),
        continued: i < pieces.length - 1,
        features: ['tnum'] as PDFKit.Mixins.OpenTypeFeatures[],
      }
      if (place.length) this.#pdf.text(piece, place[0], place[1], options)
      else this.#pdf.text(piece, options)
    }
  }
}

function piecesOf(text: string): { script: (typeof scripts)[number]['name']; text: string }[] {
  const pieces: { script: (typeof scripts)[number]['name']; text: string }[] = []
  for (const letter of text) {
    const known = scripts.find(({ has }) => has.test(letter))
    const [script, shown] = known ? [known.name, letter] : (['latin', '\ufffd'] as const)
    const last = pieces.at(-1)
    if (last?.script === script) last.text += shown
    else pieces.push({ script, text: shown })
  }
  return pieces
}
