// Who may do what: a table, not code. A route names the action it needs; the role of the person or key decides.

export const roles = ['owner', 'admin', 'producer', 'editor', 'reviewer', 'viewer'] as const
export type Role = (typeof roles)[number]

export const actions = [
  'workspace.read',
  'workspace.manage',
  'workspace.settings',
  'member.read',
  'member.manage',
  'key.read',
  'key.manage',
  'project.read',
  'project.write',
  'asset.read',
  'asset.write',
  'estimate',
  'estimate.share',
  'quote',
  'spend',
  'verdict',
  'charge.read',
  'ledger.verify',
  'credit.grant',
  'limit.set',
  'request.decide',
  'dispute.decide',
  'plan.change',
  'credit.buy',
  'studio.backup',
  'model.manage',
  'price_book.publish',
] as const
export type Action = (typeof actions)[number]

const reading: readonly Action[] = ['workspace.read', 'project.read', 'asset.read', 'estimate', 'charge.read', 'ledger.verify', 'member.read']
const reviewing: readonly Action[] = [...reading, 'verdict']
const editing: readonly Action[] = [...reviewing, 'project.write', 'asset.write', 'estimate.share', 'quote', 'spend']
const administering: readonly Action[] = [
  ...editing,
  'member.manage',
  'key.read',
  'key.manage',
  'workspace.manage',
  'limit.set',
  'request.decide',
  'dispute.decide',
  'model.manage',
]

export const permissions: Readonly<Record<Role, readonly Action[]>> = {
  owner: actions,
  admin: administering,
  producer: editing,
  editor: editing,
  reviewer: reviewing,
  viewer: reading,
}

export const mayDo = (role: Role, action: Action): boolean => permissions[role].includes(action)
