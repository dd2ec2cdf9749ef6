// Where a code is documented: one page a check, one page for each family of codes that are not checks. The pages are written by
// scripts/generate-diagnostics.mjs; nothing is read here.

/** The project's home; a package that says another one passes it. */
const HOMEPAGE = 'https://github.com/buswright/buswright';

const FAMILIES: ReadonlySet<string> = new Set(['syntax', 'name', 'expect', 'allow', 'check', 'run']);

/** `MK-36.md`, `import-driver.md`, `syntax.md#missing-semicolon`: below docs/diagnostics. */
export function diagnosticPage(code: string): string {
  const [family = '', ...rest] = code.split('/');
  if (FAMILIES.has(family)) return `${family}.md${rest.length > 0 ? `#${rest.join('/')}` : ''}`;
  return `${code.replaceAll('/', '-')}.md`;
}

/** The page on the web: what SARIF calls `helpUri` and LSP `codeDescription.href`. */
export function diagnosticUrl(code: string, homepage = HOMEPAGE): string {
  return `${homepage}/blob/main/docs/diagnostics/${diagnosticPage(code)}`;
}
