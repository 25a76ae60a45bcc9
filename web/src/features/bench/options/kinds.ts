// What an option is to a person, found in the catalogue's own words: the pattern of a text says whether it is a colour or a list of rectangles.
import { accepts, type Option, toolNamed } from '@keter/core'
import type { Settings } from '../settings.ts'

type TextOption = Extract<Option, { kind: 'text' }>
type NumberOption = Extract<Option, { kind: 'integer' }>

export const isColour = (option: TextOption): boolean => accepts(option, '#1a2b3c') && !accepts(option, 'blue')
export const isRectangles = (option: TextOption): boolean => accepts(option, '1,2,3,4') && accepts(option, '1,2,3,4 5,6,7,8')

/** A hundred or two hundred steps with a place to start from are moved along a line; anything else is typed. */
export const isSlider = ({ min, max, default: standard }: NumberOption): boolean => standard !== undefined && max - min <= 200

/** Times are milliseconds to the tools and seconds to people. */
export const isTime = (name: string): boolean => name.endsWith('Ms')

/**
 * The choice that leaves an option without effect, with the value under which it has one: a colour only where the background is one colour.
 * Said by the catalogue's own names: the value of the choice begins with the name of the option.
 */
export function unusedBecause({ tool, options }: Pick<Settings, 'tool' | 'options'>, name: string): { choice: string; value: string } | null {
  for (const [other, option] of Object.entries(toolNamed(tool).options)) {
    if (option.kind !== 'choice' || other === name) continue
    const value = option.values.find((each) => typeof each === 'string' && each.startsWith(name))
    if (value !== undefined && options[other] !== value) return { choice: option.label, value: String(value) }
  }
  return null
}
