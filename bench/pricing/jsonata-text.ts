// A tool of a price book, written as the JSONata expression a node editor would evaluate for its price badge. What has no plain
// counterpart there (lists, chains, ranges, significant digits) is not translated: the tool is then left out of the comparison.
import type { Adjustment, Condition, Conditions, Expression, Input, Line, Round, Row, Step, TableRow, Together, ToolPrice, When } from '@keter/core'

/** @returns undefined where the tool says something that JSONata cannot say as plainly */
export function jsonataText(price: ToolPrice): string | undefined {
  try {
    return toolText(price)
  } catch (error) {
    if (error instanceof Untranslated) return undefined
    throw error
  }
}

class Untranslated extends Error {}

interface Names {
  readonly inputs: Readonly<Record<string, Input>>
  readonly quantities: NonNullable<ToolPrice['quantities']>
}

function toolText(price: ToolPrice): string {
  const names = { inputs: price.inputs ?? {}, quantities: price.quantities ?? {} }
  const adjusted = (text: string) => (price.adjustments ?? []).reduce((sum, adjustment) => adjustmentText(adjustment, sum, names), text)
  const rows = price.rows.map((row) => ({ when: row.when, text: adjusted(rowText(row, names)) }))
  const body = rows.reduceRight((rest, { when, text }) => choose(whenText(when, names), text, rest), 'null')
  return price.rounding ? roundText(price.rounding, body) : body
}

const rowText = (row: Row, names: Names): string => {
  if (!row.lines) throw new Untranslated('an answer')
  return row.lines.map((line) => choose(whenText(line.when ?? {}, names), lineText(line, names), '0')).join(' + ')
}

const choose = (test: string, then: string, otherwise: string): string => (test === 'true' ? `(${then})` : `(${test} ? ${then} : ${otherwise})`)

function lineText(line: Line, names: Names): string {
  let text = line.base === undefined ? quantityLine(line, names) : expressionText(line.base, names)
  if (line.minimum !== undefined) text = `$max([${text}, ${expressionText(line.minimum, names)}])`
  if (line.maximum !== undefined) text = `$min([${text}, ${expressionText(line.maximum, names)}])`
  return line.round ? roundText(line.round, text) : text
}

function quantityLine(line: Line, names: Names): string {
  let quantity = expressionText(line.quantity!, names)
  if (line.free !== undefined) quantity = `$max([0, ${quantity} - ${expressionText(line.free, names)}])`
  if (line.block !== undefined) quantity = `$ceil(${quantity} / ${line.block})`
  if (line.per !== undefined) quantity = `(${quantity} / ${line.per})`
  if (line.rate !== undefined) return `${quantity} * ${expressionText(line.rate, names)}`
  if (line.steps) return stepsText(line.steps, quantity, names)
  throw new Untranslated('bands')
}

const stepsText = (steps: readonly Step[], quantity: string, names: Names): string =>
  `($q := ${quantity}; ${steps.reduceRight((rest, { upTo, amount, rate }) => {
    const price = amount === undefined ? `$q * ${expressionText(rate!, names)}` : expressionText(amount, names)
    return upTo === undefined ? price : `$q <= ${upTo} ? ${price} : (${rest})`
  }, 'null')})`

function adjustmentText(adjustment: Adjustment | Together, sum: string, names: Names): string {
  if ('together' in adjustment) throw new Untranslated('together')
  const after = actText(adjustment, '$s', names)
  return `($s := ${sum}; ${choose(whenText(adjustment.when ?? {}, names), after, '$s')})`
}

function actText(act: Adjustment, sum: string, names: Names): string {
  if ('percent' in act) return `${sum} * (1 + ${expressionText(act.percent, names)} / 100)`
  if ('factor' in act) return `${sum} * ${expressionText(act.factor, names)}`
  if ('add' in act) return `${sum} + ${expressionText(act.add, names)}`
  if ('minimum' in act) return `$max([${sum}, ${expressionText(act.minimum, names)}])`
  if ('maximum' in act) return `$min([${sum}, ${expressionText(act.maximum, names)}])`
  return roundText(act.round, sum)
}

function roundText({ mode, step }: Round, text: string): string {
  if (step === undefined) throw new Untranslated('significant digits')
  if (mode === 'up') return `$ceil((${text}) / ${step}) * ${step}`
  if (mode === 'down') return `$floor((${text}) / ${step}) * ${step}`
  return `$floor((${text}) / ${step} + 0.5) * ${step}`
}

function expressionText(expression: Expression, names: Names): string {
  if (typeof expression === 'string') return /^-?\d+(\.\d+)?$/.test(expression) ? expression : nameText(expression, names)
  const each = (parts: readonly Expression[]) => parts.map((part) => expressionText(part, names))
  if ('add' in expression) return `(${each(expression.add).join(' + ')})`
  if ('subtract' in expression) return `(${each(expression.subtract).join(' - ')})`
  if ('multiply' in expression) return `(${each(expression.multiply).join(' * ')})`
  if ('divide' in expression) return `(${each(expression.divide).join(' / ')})`
  if ('min' in expression) return `$min([${each(expression.min).join(', ')}])`
  if ('max' in expression) return `$max([${each(expression.max).join(', ')}])`
  if ('ceil' in expression) return roundText({ mode: 'up', step: expression.to ?? '1' }, expressionText(expression.ceil, names))
  if ('floor' in expression) return roundText({ mode: 'down', step: expression.to ?? '1' }, expressionText(expression.floor, names))
  if ('round' in expression) return roundText({ mode: 'half-up', step: expression.to ?? '1' }, expressionText(expression.round, names))
  if ('cases' in expression) {
    const otherwise = expression.else === undefined ? 'null' : expressionText(expression.else, names)
    return expression.cases.reduceRight((rest, { when, is }) => choose(whenText(when, names), expressionText(is, names), rest), otherwise)
  }
  if ('table' in expression) return tableText(expression.table, expression.rows, names)
  throw new Untranslated(Object.keys(expression)[0])
}

/** A lookup in an object, as badges do it. */
function tableText(by: readonly string[], rows: readonly TableRow[], names: Names): string {
  if (by.some((name) => !['choice', 'flag'].includes(names.inputs[name]?.kind ?? ''))) throw new Untranslated('a table over numbers')
  if (rows.some((row) => row.includes('*') || typeof row.at(-1) !== 'string')) throw new Untranslated('a table with wildcards')
  const entries = rows.map((row) => `${JSON.stringify(row.slice(0, -1).map(String).join('|'))}: ${expressionText(row.at(-1) as string, names)}`)
  return `$lookup({${entries.join(', ')}}, ${by.map((name) => `$string(${field(name)})`).join(' & "|" & ')})`
}

const field = (name: string): string => `\`${name}\``

function nameText(name: string, names: Names): string {
  const quantity = Object.hasOwn(names.quantities, name) ? names.quantities[name] : undefined
  if (quantity) return expressionText(quantity.is, names)
  const input = names.inputs[name]
  if (!input) throw new Untranslated(name)
  return input.kind === 'number' ? field(name) : `$number(${field(name)})`
}

const whenText = (when: When, names: Names): string =>
  Array.isArray(when) ? `(${when.map((each: Conditions) => allText(each, names)).join(' or ')})` : allText(when as Conditions, names)

const allText = (conditions: Conditions, names: Names): string =>
  Object.entries(conditions)
    .map(([name, condition]) => conditionText(name, condition, names))
    .join(' and ') || 'true'

function conditionText(name: string, condition: Condition, names: Names): string {
  const number = names.inputs[name]?.kind === 'number' || Object.hasOwn(names.quantities, name)
  const subject = Object.hasOwn(names.quantities, name) ? nameText(name, names) : field(name)
  const value = (choice: unknown) => (number ? String(choice) : JSON.stringify(String(choice)))
  const left = number ? subject : `$string(${subject})`
  if (typeof condition !== 'object') return `${left} = ${value(condition)}`
  if (Array.isArray(condition)) return `${left} in [${condition.map(value).join(', ')}]`
  if ('not' in condition) return `$not(${left} in [${[condition.not].flat().map(value).join(', ')}])`
  if ('contains' in condition)
    return `(${[condition.contains]
      .flat()
      .map((part) => `$contains($lowercase(${left}), ${JSON.stringify(part.toLowerCase())})`)
      .join(' or ')})`
  if ('startsWith' in condition || 'given' in condition) throw new Untranslated('a condition')
  const bounds = Object.entries(condition as Readonly<Record<string, string>>).map(([bound, at]) => `${left} ${comparison[bound]} ${at}`)
  return `(${bounds.join(' and ')})`
}

const comparison: Readonly<Record<string, string>> = { from: '>=', over: '>', to: '<=', under: '<' }
