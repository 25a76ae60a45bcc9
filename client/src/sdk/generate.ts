// Writes the types of the API from openapi.json. Runs when the document changes, never in the product.
import { readFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const opening = '// Made from openapi.json by `npm run golden`; not edited by hand.\n'

/** The text of api.generated.ts for the OpenAPI document at this path. */
export async function generateApiTypes(openapiPath: string): Promise<string> {
  return opening + astToString(await openapiTS(await readFile(openapiPath, 'utf8'), { alphabetize: true }))
}
