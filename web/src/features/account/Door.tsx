// The frame of the two pages before the studio: what this is on one side, the form on the other.
import type { ReactNode } from 'react'
import { Brand } from '../../ui/Icon.tsx'
import './door.css'

export function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="door">
      <section className="door-words">
        <p className="brand">
          <Brand />
          Keter Studio
        </p>
        <p className="door-claim">Know what an AI edit costs before you run it. Pay that, or less. Prove it afterwards.</p>
        <table className="lines door-lines" aria-hidden="true">
          <tbody>
            <tr>
              <th scope="row">Quoted</th>
              <td>the price stands on the button</td>
            </tr>
            <tr>
              <th scope="row">Held</th>
              <td>
                <span className="swatch" /> set aside, not spent
              </td>
            </tr>
            <tr>
              <th scope="row">Charged</th>
              <td>what was delivered, never above the quote</td>
            </tr>
          </tbody>
        </table>
      </section>
      <section className="door-form">
        <h1>{title}</h1>
        {children}
      </section>
    </main>
  )
}
