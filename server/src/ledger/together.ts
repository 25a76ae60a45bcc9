// What many ask at once of one wallet goes to the database together. A few requests of a wallet go each by itself, at once; those that come while they are under way
// wait and then go as one. Nobody waits for a clock: where there is no rush there is no delay, and the larger the rush, the more goes in one call.

/** As many in one call at most; the rest form the next one. */
const most = 50

/**
 * @param perform one answer a request, in their order; an Error among them is thrown to who asked. Where it throws, all of its requests fail with that error.
 * @param atOnce how many calls for one wallet may be under way
 */
export function together<Request, Answer>(
  perform: (wallet: string, requests: readonly Request[]) => Promise<readonly (Answer | Error)[]>,
  atOnce = 1,
): (wallet: string, request: Request) => Promise<Answer> {
  const rushes = new Map<string, Rush<Request, Answer>>()

  async function work(wallet: string, rush: Rush<Request, Answer>): Promise<void> {
    rush.calls++
    for (let now = rush.waiting.splice(0, most); now.length > 0; now = rush.waiting.splice(0, most)) await answerAll(wallet, now)
    rush.calls--
    if (rush.calls === 0) rushes.delete(wallet)
  }

  async function answerAll(wallet: string, asked: readonly Waiting<Request, Answer>[]): Promise<void> {
    try {
      const answers = await perform(
        wallet,
        asked.map(({ request }) => request),
      )
      for (const [i, { resolve, reject }] of asked.entries()) {
        const answer = answers[i]!
        if (answer instanceof Error) reject(answer)
        else resolve(answer)
      }
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }

  return (wallet, request) =>
    new Promise((resolve, reject) => {
      const rush = rushes.get(wallet) ?? { waiting: [], calls: 0 }
      rushes.set(wallet, rush)
      rush.waiting.push({ request, resolve, reject })
      if (rush.calls < atOnce) void work(wallet, rush)
    })
}

interface Rush<Request, Answer> {
  readonly waiting: Waiting<Request, Answer>[]
  calls: number
}

interface Waiting<Request, Answer> {
  readonly request: Request
  resolve(answer: Answer): void
  reject(error: unknown): void
}
