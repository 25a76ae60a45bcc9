// One change between two price books, as a customer reads it.

export const changeKinds = [
  'tool-added',
  'tool-removed',
  'price',
  'option-added',
  'option-removed',
  'answer',
  'unit',
  'rerun',
  'rounding',
  'charges',
  'rule',
  'plan-added',
  'plan-removed',
  'plan',
  'terms',
] as const
export type ChangeKind = (typeof changeKinds)[number]

export interface ChangeExample {
  /** "a 12-megapixel photo" */
  readonly inWords: string
  /** "42 credits", or why there is no price. */
  readonly before: string
  readonly after: string
}

export interface Change {
  readonly kind: ChangeKind
  /** Id of the tool it is about. */
  readonly tool?: string
  readonly sentence: string
  readonly examples: readonly ChangeExample[]
  /** For the customer. */
  readonly direction: 'cheaper' | 'dearer' | 'other'
}
