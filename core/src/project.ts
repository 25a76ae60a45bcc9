// Project: where assets, briefs and decisions live together. The brief says what the work is for, in three fields.

export interface Brief {
  readonly task: string
  readonly responsible: string
  /** Where it will be used: "cover, 300 dpi, 210 x 280 mm". */
  readonly use: string
}
