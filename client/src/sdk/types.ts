// The API's nouns by their names, taken from the generated document types.
import type { components } from './api.generated.ts'

type Schemas = components['schemas']

export type Asset = Schemas['Asset']
export type Balance = Schemas['Balance']
export type Estimate = Schemas['Estimate']
export type EstimateLine = Schemas['EstimateLine']
export type Inspection = Schemas['Inspection']
export type EstimateRequest = Schemas['EstimateRequest']
export type Iteration = Schemas['Iteration']
export type Me = Schemas['Me']
export type Movement = Schemas['Movement']
export type Problem = Schemas['Problem']
export type Project = Schemas['Project']
export type Quote = Schemas['Quote']
export type Receipt = Schemas['Receipt']
export type Run = Schemas['Run']
export type RunSource = Schemas['RunSource']
export type Tool = Schemas['Tool']
export type Verification = Schemas['Verification']
export type Version = Schemas['Version']
