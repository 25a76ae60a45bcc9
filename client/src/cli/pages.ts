// Lists come in pages; this walks them.

interface Page<Item> {
  readonly data: { readonly items: readonly Item[]; readonly next: string | null }
}

export async function* pages<Item>(read: (cursor: { readonly cursor?: string }) => Promise<Page<Item>>): AsyncGenerator<Item> {
  let cursor: { cursor?: string } = {}
  for (;;) {
    const { data } = await read(cursor)
    yield* data.items
    if (data.next === null) return
    cursor = { cursor: data.next }
  }
}
