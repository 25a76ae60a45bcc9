// The studio's icons: 16 by 16, one stroke, the colour of the text beside them. Always decoration; the word beside says it.

const shapes = {
  play: 'M5 3.2v9.6L12.5 8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  sound: 'M2.5 6v4H5l3.5 3V3L5 6zM11 5.5a3.5 3.5 0 0 1 0 5',
  silent: 'M2.5 6v4H5l3.5 3V3L5 6zM11 6.3l3.4 3.4M14.4 6.3 11 9.7',
  video: 'M1.8 4h8.7v8H1.8zM10.5 7.2 14.2 5v6l-3.7-2.2z',
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
  gift: 'M2.5 6.5h11v7h-11zM2.5 9.5h11M8 6.5v7M8 6.5C5 6.5 4.5 3 6.2 3 7.5 3 8 6.5 8 6.5s.5-3.5 1.8-3.5C11.5 3 11 6.5 8 6.5',
  rise: 'M8 13V3.5M4 7.5 8 3.5l4 4',
  fall: 'M8 3v9.5M4 8.5l4 4 4-4',
  swap: 'M3 5.5h10M10 2.5l3 3-3 3M13 10.5H3M6 7.5l-3 3 3 3',
  forward: 'M3 8h10M9.5 4.5 13 8l-3.5 3.5',
  limit: 'M2.3 12.5a6.2 6.2 0 1 1 11.4 0M8 9.5l2.6-3.4M8 9.5h.01',
  ask: 'M2.5 3h11v7.5H8.2L5 13.3v-2.8H2.5zM6.6 5.6c.2-1.6 2.9-1.6 2.9.1 0 1.1-1.4 1-1.4 2M8.1 8.9v.01',
  scales: 'M8 2.5v11M5 13.5h6M3 4.5h10M3.5 4.7 1.8 9h3.400zM12.5 4.7 10.8 9h3.400z',
  link: 'M6.8 9.2a2.5 2.5 0 0 0 3.5 0l2.5-2.5a2.5 2.5 0 0 0-3.5-3.5l-.8.8M9.2 6.8a2.5 2.5 0 0 0-3.5 0L3.2 9.3a2.5 2.5 0 0 0 3.5 3.5l.8-.8',
} as const

/** Of tools: an action's name is that of its icon, an image tool's and a video tool's alike. */
const actions = {
  upscale: 'M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5 9.2 6.8M2.5 13.5l4.3-4.3',
  convert: 'M4.5 1.5v10h10M1.5 4.5h10v10',
  adjust: 'M2 4.5h6.5M11.5 4.5H14M11.5 4.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0M2 11.5h2.5M7.5 11.5H14M7.5 11.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0',
  'remove-background': 'M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M8 4.2a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8M4.7 12c.3-1.7 1.6-2.5 3.3-2.5s3 .8 3.3 2.5',
  erase: 'M9.2 2.6l4 4-6 6H5.6L2.4 9.4zM5.8 6l4 4M9.5 13.2h4',
  enhance:
    'M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0M8 1.6v1.2M8 13.2v1.2M1.6 8h1.2M13.2 8h1.2M3.5 3.5l.8.8M11.7 11.7l.8.8M12.5 3.5l-.8.8M4.3 11.7l-.8.8',
  denoise: 'M1.5 8l1-3.5L4 11.5l1.5-8 1.3 6L7.5 8c1-2 2.2-2.6 3.4-.6s2.4 1.6 3.6-.4',
  dehaze: 'M4 9.2a2.5 2.5 0 0 1 .3-5A3.6 3.6 0 0 1 11.2 4.5a2.4 2.4 0 0 1 .8 4.7M2.5 11.7h7M12 11.7h1.5M5 14h7.5',
  derain: 'M8 2c2.5 2.9 3.9 5 3.9 7.1a3.9 3.9 0 0 1-7.8 0C4.1 7 5.5 4.9 8 2M6.3 9.5A1.8 1.8 0 0 0 7.8 11.1',
  retouch: 'M2.5 13.5 9.8 6.2M8 4.5 11.5 8M12 1.8v2.4M10.8 3h2.4M4.5 2.3v2.4M3.3 3.5h2.4M13 10.8v2.4M11.8 12h2.4',
  'blur-faces': 'M14.2 8a6.2 6.2 0 1 1-12.4 0 6.2 6.2 0 0 1 12.4 0M4.2 6.5h7.6M4.2 8h7.6M6 11.2c1.2.7 2.8.7 4 0',
  interpolate: 'M2 4.5h3v7H2zM11 4.5h3v7h-3zM8 3v1.7M8 7.2v1.7M8 11.3V13',
  background: 'M2.5 2.5h11v11h-11zM8 4.8a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8M4.5 13.4c.3-2.2 1.7-3.2 3.5-3.2s3.2 1 3.5 3.2',
  reframe: 'M1.5 4.5h2.5M1.5 4.5v7h2.5M14.5 4.5H12M14.5 4.5v7H12M5.8 2.5h4.4v11H5.8z',
  trim: 'M5.5 4.3a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0M5.5 11.7a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0M5.2 5.3l8.8 6.2M5.2 10.7 14 4.5',
} as const

const dashed = { open: 'M14.2 8a6.2 6.2 0 1 1-12.4 0 6.2 6.2 0 0 1 12.4 0' } as const

export type IconName = keyof typeof shapes | keyof typeof actions | keyof typeof dashed

/** The icon of a tool by what it does to its medium: "image-upscale" and "video-upscale" share one. One without an icon has that of its medium. */
export function iconOfTool(tool: string | null): IconName {
  const [medium = '', ...action] = (tool ?? '').split('-')
  const name = action.join('-')
  if (Object.hasOwn(actions, name)) return name as keyof typeof actions
  return medium === 'video' ? 'video' : 'image'
}

export function Icon({ name, small }: { name: IconName; small?: boolean }) {
  const open = name in dashed
  const lines: Readonly<Record<string, string>> = { ...shapes, ...actions, ...dashed }
  return (
    <svg className={small ? 'i i-s' : 'i'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={lines[name]} strokeDasharray={open ? '2.3 2' : undefined} />
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
