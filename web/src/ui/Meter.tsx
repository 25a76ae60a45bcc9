// A meter: how much of a limit is used, held, and taken by this run. The numbers stand beside it in words.

interface MeterProps {
  readonly label: string
  readonly text: string
  /** In percent of the whole. */
  readonly used: number
  readonly held?: number
  readonly run: number
}

export function Meter({ label, text, used, held = 0, run }: MeterProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> shows one amount; this one shows three side by side
    <div
      className="meter"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(Math.min(100, used + held + run))}
      aria-valuetext={text}
    >
      <i className="used" style={{ width: `${used}%` }} />
      <i className="hold" style={{ width: `${held}%` }} />
      <i className="run" style={{ width: `${run}%` }} />
    </div>
  )
}
