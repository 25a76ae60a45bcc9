// Light, dark, or as the system says. Kept on this device.
import { useState } from 'react'
import { recall, remember } from './remembered.ts'

export type Theme = 'system' | 'light' | 'dark'
export const themes: readonly { id: Theme; label: string }[] = [
  { id: 'system', label: 'As the system' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
]

export function applyTheme(theme: Theme = recall<Theme>('theme') ?? 'system'): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => recall<Theme>('theme') ?? 'system')
  return [
    theme,
    (next) => {
      setTheme(next)
      remember('theme', next)
      applyTheme(next)
    },
  ]
}
