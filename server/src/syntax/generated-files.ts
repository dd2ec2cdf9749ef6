// The files of `syntaxes/` as they follow from the grammar table. scripts/generate-syntaxes.mjs writes them, a test
// compares them.
import { languageConfiguration } from './language-configuration.ts';
import { markdownInjection, textMateGrammar } from './textmate.ts';

/** File name → content. */
export function generatedSyntaxes(): Readonly<Record<string, string>> {
  return {
    'topo.tmLanguage.json': json(textMateGrammar()),
    'markdown-injection.tmLanguage.json': json(markdownInjection()),
    'language-configuration.json': json(languageConfiguration()),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
