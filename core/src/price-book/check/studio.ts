// What a studio's book must be beside complete: for every tool of the catalogue, for every option of it, exact, and without surprises on a re-run.
import { catalogueInputs } from '../catalogue-inputs.ts'
import { decimal, isDecimal, one } from '../rational.ts'
import type { BookFinding } from '../finding.ts'
import type { PriceBook, ToolPrice } from '../format.ts'
import type { CompiledTool } from '../tool-price.ts'
import type { Tool } from '../../tool.ts'
import { didYouMean } from '../nearest.ts'
import { error, warning } from './report.ts'
import type { Parts } from './walk.ts'

export function checkCatalogue(book: PriceBook, tools: readonly Tool[]): BookFinding[] {
  const known = tools.map(({ id }) => id)
  const unpriced = known.filter((id) => !Object.hasOwn(book.tools, id))
  const unknown = Object.keys(book.tools).filter((id) => !known.includes(id))
  return [
    ...unpriced.map((id) => error(`tools.${id}`, 'The tool has no price.', 'Add it; if it is free, with a line of base "0".')),
    ...unknown.map((id) =>
      warning(`tools.${id}`, `No such tool is in the catalogue.${didYouMean(id, known)}`, 'Correct the name, remove it, or add the tool.'),
    ),
  ]
}

export function checkStudioTool(tool: CompiledTool, parts: Parts, catalogued: Tool | undefined, plans: readonly string[], place: string): BookFinding[] {
  const { price } = tool
  return [
    ...parts.all
      .filter(({ is }) => typeof is === 'object' && 'between' in is)
      .map(({ place }) => error(`${place}.between`, 'A quote is exact; this is a range.', 'Give one price.')),
    ...price.rows.flatMap(({ answer }, index) =>
      answer === undefined
        ? []
        : [
            error(
              `${place}.rows[${index}].answer`,
              'What a studio offers has a price; this row has none.',
              'Give it lines, or take the choice out of the catalogue.',
            ),
          ],
    ),
    ...checkRerun(price, place),
    ...(price.inputs && catalogued ? checkOffered(tool, catalogued, plans, place) : []),
  ]
}

function checkRerun({ rerun }: ToolPrice, place: string): BookFinding[] {
  if (!rerun || !isDecimal(rerun.factor) || decimal(rerun.factor).compare(one) <= 0) return []
  return [warning(`${place}.rerun.factor`, `A second attempt costs ${rerun.factor} times the first.`, 'Use at most "1", unless it is meant.')]
}

/** Where a tool declares its inputs itself: all that an estimate passes on, with every value that is offered. */
function checkOffered(tool: CompiledTool, { id, options }: Tool, plans: readonly string[], place: string): BookFinding[] {
  const passed = Object.keys(catalogueInputs(id, plans))
  const names = new Set([...Object.keys(options), ...passed])
  return [...names].flatMap((name) => {
    const input = tool.inputs.find((candidate) => candidate.name === name)
    if (!input)
      return [
        error(
          `${place}.inputs`,
          `"${name}" is not among them, but every estimate passes it on.`,
          `Add "${name}", or leave "inputs" out to have those of the catalogue.`,
        ),
      ]
    const option = options[name]
    const values = option?.kind === 'choice' ? option.values : option?.kind === 'flag' ? [true, false] : []
    return values
      .filter((value) => !accepts(() => input.read(value)))
      .map((value) =>
        error(
          `${place}.inputs.${name}`,
          `The catalogue offers ${JSON.stringify(value)}, which is not in its domain.`,
          'Add the value and its price, or take it out of the catalogue.',
        ),
      )
  })
}

function accepts(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
