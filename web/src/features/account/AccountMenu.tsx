// The account: who is signed in and with which role, plan, API keys, light or dark, sign out.
import { useNavigate } from '@tanstack/react-router'
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { type Theme, themes, useTheme } from '../../lib/theme.ts'
import { signOut } from '../../lib/studio.ts'
import { Icon } from '../../ui/Icon.tsx'

interface Person {
  readonly name: string
  readonly email: string | null
  readonly role: string
  readonly mayReadKeys: boolean
}

export function AccountMenu({ person }: { person: Person }) {
  const navigate = useNavigate()
  const [theme, setTheme] = useTheme()
  return (
    <MenuTrigger>
      <Button className="avatar" aria-label={`Your account: ${person.name}, role ${person.role}`}>
        {initials(person.name)}
      </Button>
      <Popover className="popover" placement="bottom end">
        <div className="popover-head">
          <strong>{person.name}</strong>
          <span className="faint">{[person.email, person.role].filter(Boolean).join(' · ')}</span>
        </div>
        <Menu className="menu" aria-label="Your account">
          {person.mayReadKeys && (
            <MenuItem className="menu-item" onAction={() => navigate({ to: '/keys' })}>
              <Icon name="key" /> API keys
            </MenuItem>
          )}
          <MenuItem className="menu-item" onAction={() => navigate({ to: '/plan' })}>
            <Icon name="queue" /> Plan and credits
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => navigate({ to: '/limits' })}>
            <Icon name="limit" /> Limits
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => navigate({ to: '/requests' })}>
            <Icon name="ask" /> Requests
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => navigate({ to: '/disputes' })}>
            <Icon name="scales" /> Disputes
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => navigate({ to: '/models' })}>
            <Icon name="get" /> Models
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => navigate({ to: '/shared-estimates' })}>
            <Icon name="link" /> Shared estimates
          </MenuItem>
          <MenuSection
            className="menu-section"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const chosen = [...keys][0]
              if (chosen) setTheme(chosen as Theme)
            }}
          >
            <Header className="menu-header">Appearance</Header>
            {themes.map(({ id, label }) => (
              <MenuItem key={id} id={id} className="menu-item">
                {({ isSelected }) => (
                  <>
                    <span className="menu-mark">{isSelected && <Icon name="ok" />}</span> {label}
                  </>
                )}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className="menu-rule" />
          <MenuItem
            className="menu-item"
            onAction={async () => {
              await signOut()
              await navigate({ to: '/sign-in' })
            }}
          >
            <Icon name="back" /> Sign out
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase()
