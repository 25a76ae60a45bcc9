// The part of @npmcli/config that npm keeps its own settings in; @types/npmcli__config leaves it out.
declare module '@npmcli/config/lib/definitions/index.js' {
  const settings: {
    readonly definitions: Record<string, unknown>
    readonly shorthands: Record<string, string[]>
    readonly nerfDarts: string[]
    flatten(settings: object, flat: object): void
  }
  export default settings
}
