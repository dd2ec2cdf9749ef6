// A report for the exporters' tests, made from marked text: `«…»` is the place of a finding.
import type { FindingsReport, ReportedFinding, Span } from '../../server/src/exporters/findings-report.ts';
import { sourceText } from '../../server/src/exporters/source-text.ts';

/** The marks of a text as spans, and the text without them. */
export function marked(
  file: string,
  text: string,
): { readonly text: string; readonly spans: readonly Span[] } {
  const plain = text.replaceAll(/[«»]/g, '');
  const source = sourceText(plain);
  const starts: number[] = [];
  const spans: Span[] = [];
  let removed = 0;
  for (const { 0: mark, index } of text.matchAll(/[«»]/g)) {
    const offset = index - removed;
    removed += 1;
    if (mark === '«') starts.push(offset);
    else spans.push({ file, start: source.position(starts.pop() ?? 0), end: source.position(offset) });
  }
  return { text: plain, spans };
}

/** One finding for each mark of the text, in order; further marks than findings are for related places and fixes. */
export function report(file: string, text: string, findings: readonly ReportedFinding[]): FindingsReport {
  const counts = { error: 0, warning: 0, hint: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  const source = sourceText(text);
  return { files: [file], findings, counts, source: (name) => (name === file ? source : undefined) };
}

export const TOOL = {
  name: 'buswright',
  version: '1.2.3',
  homepage: 'https://example.org/buswright',
  helpUri: (code: string) => `https://example.org/buswright/${code}`,
};

/** Two drivers of one name, with a related place and a fix. */
export function sampleReport(file = 'boards/first.topo'): FindingsReport {
  const { text, spans } = marked(
    file,
    'driver «e1000e» on pci;\ndriver «e1000e» on pci;\n\ndevice a on «pcie»;\n',
  );
  const [first, second, third] = spans;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three marks');
  return report(file, text, [
    {
      code: 'MK-36',
      severity: 'error',
      message: 'a driver of this name is on `pci` already',
      span: second,
      related: [{ span: first, message: 'the driver that is meant' }],
      fixes: [{ title: 'Rename to `e1000e-2`', edits: [{ span: second, newText: 'e1000e-2' }] }],
    },
    {
      code: 'name/unknown',
      severity: 'hint',
      message: 'there is no bus `pcie`; 100 % sure, did you mean `pci`?',
      span: third,
      related: [],
      fixes: [],
    },
  ]);
}
