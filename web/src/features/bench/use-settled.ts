// A value once it has stayed the same for a moment: the studio is not asked for every key that is pressed.
import { useEffect, useState } from 'react'

/** @param ms how long it must have stayed */
export function useSettled<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
