// "Same again": puts the files of an earlier run on the bench, as they were then, with its settings. Nothing runs by it.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { runQuery } from '../runs/runs.ts'
import { storedSource } from '../sources/source.ts'
import type { Tray } from '../sources/tray.ts'
import type { Settings } from './settings.ts'

export function useSameAgain(id: string | undefined, tray: Tray, onSettings: (settings: Settings) => void): void {
  const { data: run } = useQuery({ ...runQuery(id ?? ''), enabled: id !== undefined })
  const navigate = useNavigate({ from: '/projects/$project/bench' })
  useEffect(() => {
    if (!run) return
    const stored = run.sources.map(({ asset, name, version }) => storedSource({ id: asset, name }, version))
    tray.place(stored)
    tray.chooseOnly(stored.map(({ key }) => key))
    onSettings({ tool: run.tool, quality: run.quality, options: run.options, iterations: 1 })
    void navigate({ search: {}, replace: true })
  }, [run, tray, onSettings, navigate])
}
