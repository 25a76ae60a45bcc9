// The balance, always in sight: available in bold, held hatched, when it is used up, what expires soon as a chip. Opens the lots in the order they are spent.
import { useQuery } from '@tanstack/react-query'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { credits, isNothing, shown, total } from '../../lib/amount.ts'
import { dateOf, untilThen } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { planQuery } from '../plan/plan.ts'
import { balanceQuery } from './balance.ts'
import { expiryInWords, runOutInWords, usedUpInWords } from './balance-words.ts'

export function BalancePill() {
  const { data: balance } = useQuery(balanceQuery)
  const { data: plan } = useQuery({ ...planQuery, staleTime: 60_000 })
  if (!balance) return <span className="balance balance-none" aria-hidden="true" />
  const held = !isNothing(balance.held)
  const chip = expiryInWords(balance)
  const usedUp = plan ? usedUpInWords(plan.runOut) : null
  const name = [`Balance: ${credits(balance.available)} available`, held && `${shown(balance.held)} held`, usedUp?.words, chip].filter(Boolean).join(', ')
  return (
    <DialogTrigger>
      <Button className="balance" aria-label={`${name}. Show details`}>
        <span>
          <b>{shown(balance.available)}</b>
          <span className="soft bal-word">available</span>
        </span>
        <span className="held">
          <span className={held ? 'swatch' : 'swatch swatch-none'} />
          {shown(balance.held)} held
        </span>
        {usedUp && <span className={usedUp.soon ? 'used-up used-up-soon hide-m' : 'used-up hide-m'}>{usedUp.words}</span>}
        {chip && (
          <span className="chip hide-m">
            <Icon name="clock" />
            {chip}
          </span>
        )}
      </Button>
      <Popover className="popover popover-wide" placement="bottom end">
        <Dialog className="popover-in" aria-label="Balance">
          <h2>{balance.planName} plan</h2>
          <dl className="kv">
            <dt>Available</dt>
            <dd>{credits(balance.available)}</dd>
            <dt>Held for runs, not spent</dt>
            <dd>{credits(balance.held)}</dd>
            <dt>Together</dt>
            <dd>{credits(total([balance.available, balance.held]))}</dd>
          </dl>
          {plan && <p className="run-out">{runOutInWords(plan.runOut)}</p>}
          {balance.expiring.length > 0 && (
            <>
              <h3>Spent first</h3>
              <dl className="kv">
                {balance.expiring.map(({ amount, at }) => (
                  <div key={at} className="kv-row">
                    <dt>
                      expire on {dateOf(at)}, in {untilThen(at)}
                    </dt>
                    <dd>{credits(amount)}</dd>
                  </div>
                ))}
              </dl>
            </>
          )}
          <p className="fine">
            <span>
              Wallet head <code>{balance.head.slice(0, 12)}</code>
            </span>
          </p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
