// Inputs and quantities that nothing reads: asked for, or worked out, for nothing.
import type { BookFinding } from '../finding.ts'
import type { CompiledInput } from '../input.ts'
import type { CompiledTool } from '../tool-price.ts'
import { firstOf, warning } from './report.ts'
import { listOf } from './space.ts'
import type { Parts, Scope } from './walk.ts'

export function checkUnread({ price, inputs }: CompiledTool, parts: Parts, place: string): BookFinding[] {
  const read = namesRead(parts)
  const asked = price.inputs ? inputs.flatMap((input) => unreadInputs(input, read, `${place}.inputs`)) : []
  const derived = Object.keys(price.quantities ?? {})
    .filter((name) => !read.has(`0 ${name}`))
    .map((name) => warning(`${place}.quantities.${name}`, 'Nothing uses this quantity.', 'Remove it, or charge by it.'))
  return firstOf([...asked, ...derived], 20, place)
}

/** A choice of one value is a label; one that may be left out and says by its kind or its help that it is only passed on is asked for on purpose. */
function unreadInputs({ name, input, items }: CompiledInput, read: ReadonlySet<string>, place: string, depth = 0): BookFinding[] {
  const here = `${place}.${name}`
  const label = input.kind === 'choice' && input.values.length === 1
  const onPurpose = label || (input.optional && (input.kind === 'text' || input.help !== undefined))
  const own =
    read.has(`${depth} ${name}`) || onPurpose
      ? []
      : [warning(here, 'Nothing reads this input.', 'Remove it, or say that it has no effect on the price: "optional": true and a "help".')]
  return [...own, ...(items ?? []).flatMap((item) => unreadInputs(item, read, `${here}.items`, depth + 1))]
}

/** Names with how deep inside lists they belong: "0 seconds" is the tool's own. */
function namesRead({ all, whens, scope }: Parts): Set<string> {
  const read = new Set<string>()
  const add = (name: string, from: Scope) => {
    for (let at: Scope | undefined = from; at; at = at.outer) {
      if (at.states.has(name)) return
      if (!at.outer || at.inputs.has(name)) return void read.add(`${depthOf(at)} ${name}`)
    }
  }
  for (const { when } of whens) for (const conditions of listOf(when)) for (const name of Object.keys(conditions)) add(name, scope)
  for (const { is, scope: here } of all) {
    if (typeof is === 'string') add(is, here)
    else if ('table' in is) for (const name of is.table) add(name, here)
    else if ('cases' in is) for (const { when } of is.cases) for (const conditions of listOf(when)) for (const name of Object.keys(conditions)) add(name, here)
    else if ('count' in is) add(is.count, here)
    else if ('sum' in is) add(is.sum, here)
    else if ('characters' in is) add(is.characters, here)
    else if ('bytes' in is) add(is.bytes, here)
  }
  return read
}

/** Lists around it; a chain is no list. */
function depthOf(scope: Scope): number {
  let depth = 0
  for (let at = scope; at.outer; at = at.outer) if (at.states.size === 0) depth++
  return depth
}
