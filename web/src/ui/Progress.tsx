// Progress of one thing, as a bar and as a number.

export function Progress({ label, share, wide }: { label: string; share: number; wide?: boolean }) {
  const percent = Math.round(Math.max(0, Math.min(1, share)) * 100)
  return (
    <span className={wide ? 'prog prog-wide' : 'prog'}>
      <span className="bar" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
        <i style={{ width: `${percent}%` }} />
      </span>
      <span>{percent} %</span>
    </span>
  )
}
