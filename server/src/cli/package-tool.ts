// Who this program is, from its package.json, and where its documents are on the web.
import { diagnosticUrl } from '../exporters/diagnostic-page.ts';
import type { Tool } from '../exporters/tool.ts';

const HOMEPAGE = 'https://github.com/buswright/buswright';

/** `manifest`: the text of package.json. */
export function packageTool(manifest: string): Tool {
  const parsed: unknown = JSON.parse(manifest);
  const homepage = (textField(parsed, 'homepage') ?? HOMEPAGE).replace(/#.*$/, '');
  return {
    name: textField(parsed, 'name') ?? 'buswright',
    version: textField(parsed, 'version') ?? '0.0.0',
    homepage,
    helpUri: (code) => diagnosticUrl(code, homepage),
  };
}

function textField(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const field: unknown = Reflect.get(value, name);
  return typeof field === 'string' ? field : undefined;
}
