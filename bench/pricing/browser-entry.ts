// What a page needs to price: the estimate with its levers, and vendors' tools with their explanations.
export { compilePriceBook, compilePrices, estimate, explainPrice, levers, outcomeOf } from '@keter/core'
