// What two masks have in common, and the mean.
/** What two masks have in common, as a share of what they cover together; a value of 128 or more is covered. */
export function iou(mask: Uint8Array, truth: Uint8Array): number {
  let [common, together] = [0, 0]
  for (const [at, value] of mask.entries()) {
    if (value >= 128 && truth[at]! >= 128) common++
    if (value >= 128 || truth[at]! >= 128) together++
  }
  return together === 0 ? 1 : common / together
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
