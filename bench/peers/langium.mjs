// Langium with the grammar beside this file: parser only, no scopes, no links, no validation. It reads a text anew after each edit.
import { readFileSync } from 'node:fs';
import { createServicesForGrammar } from 'langium/grammar';

export const name = 'Langium';

export async function createParser() {
  // Langium's parser generator counts on Node 21; nothing on the measured path calls this.
  Object.groupBy ??= groupBy;
  const grammar = readFileSync(new URL('topology.langium', import.meta.url), 'utf8');
  const services = await createServicesForGrammar({ grammar });
  const parser = services.parser.LangiumParser;
  const parse = (text) => {
    const result = parser.parse(text);
    const error = result.lexerErrors[0] ?? result.parserErrors[0];
    if (error !== undefined) throw new Error(`Langium: ${error.message}`);
    return result;
  };
  return { parse, edit: (_previous, { text }) => parse(text) };
}

function groupBy(items, keyOf) {
  const groups = Object.create(null);
  for (const item of items) {
    const key = keyOf(item);
    groups[key] ??= [];
    groups[key].push(item);
  }
  return groups;
}
