// The studio this page came from. The session cookie speaks for the person; there is no other door than the SDK.
import { createClient } from '@keter/client'
import { type Problem, problemOf, Refusal } from '@keter/core'
import { QueryClient } from '@tanstack/react-query'
import { problemIn } from './problem.ts'

export const studio = createClient({ baseUrl: '' })

/** A refusal is an answer: asking again would change nothing. Only a studio that did not answer is asked once more. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (failures, error) => failures < 2 && problemIn(error).code === 'studio_unreachable' },
    mutations: { retry: false },
  },
})

export const contentOf = (version: string): string => `/api/v1/versions/${version}/content`
export const downloadOf = (version: string): string => `/api/v1/versions/${version}/content?download=1`
export const previewOf = (version: string, edge: 64 | 320 | 2048): string => `/api/v1/versions/${version}/preview?edge=${edge}`

/** Accounts speak their own words; these are the two a person can meet. */
export async function signIn(email: string, password: string): Promise<Problem | null> {
  const response = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  }).catch(() => null)
  if (!response) return problemOf(new Refusal('studio_unreachable', 'The studio did not answer.'))
  if (response.ok) return null
  if (response.status === 429) return problemOf(new Refusal('too_busy', 'There were too many attempts to sign in.'))
  return { ...problemOf(new Refusal('not_signed_in', 'This e-mail address and password do not belong together.')), next: 'Check both and try again.' }
}

export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  queries.clear()
}
