// The ledger's face to the rest of the server: one typed function per SQL function, errors translated to refusals.
// Every function takes the transaction it runs in and the time; nothing here reads a clock.
// A wallet's row is locked from the first of these calls in a transaction to its end: let the hold or the settle be the last thing a transaction does.
export { balanceOf, expiringLots } from './balance.ts'
export { checkWallets, type WalletCheck } from './check.ts'
export { entriesOf, exportEntries } from './export.ts'
export { grant } from './grant.ts'
export { historyPage, lastMovementOfHold } from './history.ts'
export { hold, release, settle } from './hold.ts'
export { holdMany } from './hold-many.ts'
export { headroomOf, holdsBetween, limitsForEach, removeLimit, setLimit } from './limit.ts'
export { refund } from './refund.ts'
export { together } from './together.ts'
export { trimLots } from './trim.ts'
export type * from './types.ts'
export { expireLots, sweepHolds } from './upkeep.ts'
export { resumeSpending, stopSpending } from './stop.ts'
export { verifyLedger, verifyWallet, violations } from './verify.ts'
export { openWallet } from './wallet.ts'
