// What happens next, for someone who has not done it yet: the main job in four sentences.

const steps = [
  { title: 'Drop pictures', words: 'Your browser measures them; the price stands on the button before anything is uploaded.' },
  { title: 'Open the price', words: 'Quantity times rate, discount, rounding, and what would make it cheaper.' },
  { title: 'Run', words: 'Credits are held, not spent. You are charged for what is delivered, never above the quote.' },
  { title: 'Compare, keep or reject', words: 'A rejected result is tried again under the same quote; a defective one is refunded by itself.' },
]

export function FirstSteps() {
  return (
    <section className="card" aria-labelledby="first-steps">
      <div className="card-head">
        <h2 id="first-steps">Then</h2>
      </div>
      <ol className="first-steps">
        {steps.map(({ title, words }, index) => (
          <li key={title}>
            <b aria-hidden="true">{index + 1}</b>
            <div>
              <h3>{title}</h3>
              <p>{words}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
