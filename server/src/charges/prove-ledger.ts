// The proof that nothing is lost: every entry of the workspace as it is, and everything computed again from them.
import * as ledger from '../ledger/ledger.ts'
import type { Caller, Studio } from '../studio.ts'

/** JSON lines, one entry each. */
export const exportedEntries = (studio: Studio, { workspace }: Caller): AsyncIterable<string> => ledger.exportEntries(studio.database.query, workspace)

export const verifiedLedger = (studio: Studio, { workspace }: Caller) => ledger.verifyWallet(studio.database.query, workspace)
