// What a shared estimate asks for, in the words of the bench.
import { tools } from '@keter/core'
import { capital } from '../../lib/words.ts'
import { optionInWords } from '../runs/run-words.ts'
import type { SharedFigures } from './shared.ts'

/** As the controls of the bench name them; a tool this page does not know is shown by its ids. */
export function settingsOf({
  tool: id,
  quality,
  options,
  plan,
}: Pick<SharedFigures, 'tool' | 'quality' | 'options' | 'plan'>): [label: string, value: string][] {
  const tool = tools.find((each) => each.id === id)
  const label = tool?.qualities.find((each) => each.id === quality)?.label ?? quality
  return [
    ['Tool', tool?.title ?? id],
    ...(label === null ? [] : [['Quality', label] as [string, string]]),
    ...Object.entries(options).map(([name, value]): [string, string] => [tool?.options[name]?.label ?? name, optionInWords(name, value)]),
    ['Plan', capital(plan)],
  ]
}
