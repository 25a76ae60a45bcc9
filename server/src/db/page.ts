// Lists are read page by page, newest first. One row more than a page holds is asked for, to know whether there is a next one.

/** `next` is the cursor of the page after this one, the id of the last row shown; null where there is none. */
export function pageOf<Row extends { readonly id: string }>(found: Row[], limit: number): { rows: Row[]; next: string | null } {
  return { rows: found.slice(0, limit), next: found.length > limit ? found[limit - 1]!.id : null }
}
