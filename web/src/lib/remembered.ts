// State that outlives a page: kept in this browser until the tab closes ("session") or for good ("device").
import { useCallback, useState } from 'react'

const places = { session: () => sessionStorage, device: () => localStorage } as const

export function recall<Value>(key: string, place: keyof typeof places = 'device'): Value | undefined {
  try {
    const text = places[place]().getItem(`keter:${key}`)
    return text === null ? undefined : (JSON.parse(text) as Value)
  } catch {
    return undefined // blocked or written by an older version: the same as nothing kept
  }
}

export function remember(key: string, value: unknown, place: keyof typeof places = 'device'): void {
  try {
    places[place]().setItem(`keter:${key}`, JSON.stringify(value))
  } catch {
    // A browser that keeps nothing still works; the choice lasts as long as the page.
  }
}

export function useRemembered<Value>(key: string, initial: Value, place: keyof typeof places = 'session'): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => recall<Value>(key, place) ?? initial)
  const change = useCallback(
    (next: Value) => {
      setValue(next)
      remember(key, next, place)
    },
    [key, place],
  )
  return [value, change]
}
