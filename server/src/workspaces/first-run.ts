// The first run: a one-time token, printed by the terminal, opens the page that makes the owner. It closes for good once somebody can sign in.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { Refusal } from '@keter/core'
import type { Studio } from '../studio.ts'
import { createWorkspace } from './create-workspace.ts'

export interface OwnerRequest {
  readonly token: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly workspace: string
}

export interface FirstRun {
  /** Null once the owner exists. */
  readonly token: string | null
  claim(request: OwnerRequest): Promise<{ workspace: string; user: string }>
}

export async function openFirstRun(studio: Studio): Promise<FirstRun> {
  const token = (await studio.accounts.claimed()) ? null : randomBytes(24).toString('base64url')
  let claiming: Promise<unknown> = Promise.resolve()
  return {
    token,
    claim(request) {
      // One after the other: of two people with the token, the second finds the owner made.
      const claim = claiming.then(() => claimStudio(studio, token, request))
      claiming = claim.catch(() => {})
      return claim
    },
  }
}

async function claimStudio(studio: Studio, token: string | null, request: OwnerRequest): Promise<{ workspace: string; user: string }> {
  const { accounts } = studio
  if (token === null || (await accounts.claimed())) throw new Refusal('first_run_done', 'Somebody has made the owner account before.')
  if (!sameText(token, request.token)) throw new Refusal('first_run_token_wrong', 'The token is not the one this start of the studio printed.')
  const local = await accounts.localOwner()
  if (local) {
    // The command line worked here before: its owner becomes this person, with all that was made and charged.
    await accounts.renamePerson(local.user, request)
    await accounts.setPassword(local.user, request.password)
    await accounts.renameWorkspace(local.workspace, request.workspace)
    await studio.database.query.updateTable('keter.workspaces').set({ name: request.workspace }).where('id', '=', local.workspace).execute()
    return local
  }
  const user = await accounts.createPerson(request)
  return { user, workspace: await createWorkspace(studio, { name: request.workspace, owner: user }) }
}

const sameText = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
