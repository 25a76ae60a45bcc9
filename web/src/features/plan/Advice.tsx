// Which plan would have been the cheapest for what was done; it may be a smaller one.
import { useQuery } from '@tanstack/react-query'
import { count, dateOf } from '../../lib/words.ts'
import { adviceQuery, moneyInWords } from './plan.ts'

export function Advice({ names }: { names: ReadonlyMap<string, string> }) {
  const { data: advice } = useQuery(adviceQuery)
  if (!advice) return null
  const name = (plan: string) => names.get(plan) ?? plan
  const cost = (plan: string) => moneyInWords(advice.plans.find((one) => one.plan === plan)?.money ?? null)
  const words = {
    'too-little-history': 'Which plan is cheapest can be said after 14 days and 5 edits.',
    'no-prices': 'The price book names no prices to compare.',
    stay: `For the ${count(advice.edits, 'edit')} since ${dateOf(advice.from)}, ${name(advice.current)} is the cheapest plan.`,
    ...Object.fromEntries(
      (['upgrade', 'downgrade'] as const).map((why) => [
        why,
        `The ${count(advice.edits, 'edit')} since ${dateOf(advice.from)} would have cost ${cost(advice.best ?? '')} with ${name(advice.best ?? '')}, ${cost(advice.current)} with ${name(advice.current)}.`,
      ]),
    ),
  } as Record<typeof advice.why, string>
  return <p className="card-body soft">{words[advice.why]}</p>
}
