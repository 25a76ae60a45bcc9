// A quote was refused because a model is not installed: whoever may installs it right here, and the quote is asked for again once it is.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { AnyProblem } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { meQuery } from '../account/account.ts'
import { InstallButton } from './InstallButton.tsx'
import { modelsQuery } from './models.ts'
import './models.css'

interface MissingModelProps {
  readonly problem: AnyProblem
  readonly onInstalled: () => void
}

export function MissingModel({ problem, onInstalled }: MissingModelProps) {
  const { data } = useQuery(modelsQuery)
  const { data: me } = useSuspenseQuery(meQuery)
  const pack = data?.items.find(({ id }) => id === problem.data?.pack)
  // Only an installation that was seen to go on here leads on by itself.
  const seen = useRef(false)
  useEffect(() => {
    if (pack?.state === 'installing') seen.current = true
    if (pack?.state === 'installed' && seen.current) {
      seen.current = false
      onInstalled()
    }
  }, [pack?.state, onInstalled])
  return (
    <ProblemNote problem={problem}>
      {pack && me.may.includes('model.manage') ? (
        <>
          <InstallButton pack={pack} />
          <p className="sec-words">Once it is there the quote is asked for again, and what you asked for runs at no more than the button says.</p>
        </>
      ) : (
        'An owner or admin of the workspace can install it on the page Models.'
      )}
    </ProblemNote>
  )
}
