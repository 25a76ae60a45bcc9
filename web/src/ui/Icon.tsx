// The studio's icons: 16 by 16, one stroke, the colour of the text beside them. Always decoration; the word beside says it.

const shapes = {
  up: 'M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5 9.2 6.8M2.5 13.5l4.3-4.3',
  crop: 'M4.5 1.5v10h10M1.5 4.5h10v10',
  image: 'M2.5 3h11v10h-11zM2.5 11l3.2-3.2 2.3 2.3 2.3-2.8 3.2 3.7M5.6 6h.01',
  down: 'm4.5 6.3 3.5 3.5 3.5-3.5',
  upv: 'M4.5 9.7 8 6.2l3.5 3.5',
  ok: 'M14.2 8a6.2 6.2 0 1 1-12.4 0 6.2 6.2 0 0 1 12.4 0m-8.9.2 1.9 1.9 3.5-4',
  no: 'M14.2 8a6.2 6.2 0 1 1-12.4 0 6.2 6.2 0 0 1 12.4 0m-8.3-2.1 4.2 4.2m0-4.2-4.2 4.2',
  warn: 'M8 2.2 14.3 13H1.7zM8 6.5v3M8 11.2v.01',
  clock: 'M14.2 8a6.2 6.2 0 1 1-12.4 0 6.2 6.2 0 0 1 12.4 0M8 4.6V8l2.3 1.6',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  close: 'm4 4 8 8M12 4l-8 8',
  queue: 'M2.5 4h11M2.5 8h7M2.5 12h4m5-2 2.5 1.7-2.5 1.7z',
  sides: 'M5.7 4.5 2.2 8l3.5 3.5M10.3 4.5 13.8 8l-3.5 3.5',
  back: 'M5.5 3 2.5 6l3 3M2.8 6h6.7a3.5 3.5 0 0 1 0 7H6',
  get: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13.5h11',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  folder: 'M2 4.2h4.2l1.5 1.8H14v7.2H2z',
  key: 'M10.6 8.2a2.8 2.8 0 1 0-2.7-2.1L2.5 11.5v2h2.2v-1.6h1.6v-1.6l1.6-1.4a2.8 2.8 0 0 0 2.7-.7M11 5h.01',
  gift: 'M2.5 6.5h11v7h-11zM2.5 9.5h11M8 6.5v7M8 6.5C5 6.5 4.5 3 6.2 3 7.5 3 8 6.5 8 6.5s.500-3.5 1.8-3.5C11.5 3 11 6.5 8 6.5',
  rise: 'M8 13V3.5M4 7.5 8 3.5l4 4',
  fall: 'M8 3v9.5M4 8.5l4 4 4-4',
  swap: 'M3 5.5h10M10 2.5l3 3-3 3M13 10.5H3M6 7.5l-3 3 3 3',
  forward: 'M3 8h10M9.5 4.5 13 8l-3.5 3.5',
  link: 'M6.8 9.2a2.5 2.5 0 0 0 3.5 0l2.5-2.5a2.5 2.5 0 0 0-3.5-3.5l-.8.8M9.2 6.8a2.5 2.5 0 0 0-3.5 0L3.2 9.3a2.5 2.5 0 0 0 3.5 3.5l.8-.8',
} as const

const dashed = { open: 'M14.2 8a6.2 6.2 0 1 1-12.4 0 6.2 6.2 0 0 1 12.4 0' } as const

export type IconName = keyof typeof shapes | keyof typeof dashed

export function Icon({ name, small }: { name: IconName; small?: boolean }) {
  const open = name in dashed
  return (
    <svg className={small ? 'i i-s' : 'i'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={open ? dashed.open : shapes[name as keyof typeof shapes]} strokeDasharray={open ? '2.3 2' : undefined} />
    </svg>
  )
}

export function Brand() {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true">
      <path d="M2 4h2.5v7H2zM7.75 1.5h2.5V11h-2.5zM13.5 4H16v7h-2.5zM2 13.5h14V16H2z" />
    </svg>
  )
}
