// Parts of the price engine that core/src/index.ts does not export yet.
export * from '../../../../core/src/price-book/comparable.ts'
