// Validates a document against one of docs/schemas, or says what is wrong with it.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

/** The errors in words; empty if the document is valid. */
export function schemaErrors(
  schema: 'check' | 'test' | 'trace' | 'verify' | 'tree' | 'explain',
  document: string,
): readonly string[] {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  const validate = ajv.compile(JSON.parse(readFileSync(`docs/schemas/${schema}.schema.json`, 'utf8')));
  validate(JSON.parse(document));
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}
