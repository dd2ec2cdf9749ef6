// Test cases in the Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html). The YAML of a
// failure is written as JSON strings, which are YAML too.
import { placeText } from './findings-text.ts';
import type { TestCase, TestReport } from './test-report.ts';
import { failureText } from './test-text.ts';

export function testTap({ files }: TestReport): string {
  const cases = files.flatMap((it) => it.cases);
  const lines = cases.flatMap((it, index) => [
    `${it.failures.length === 0 ? 'ok' : 'not ok'} ${index + 1} - ${escaped(`${it.span.file}: ${it.title}`)}`,
    ...diagnosis(it),
  ]);
  return `${['TAP version 14', `1..${cases.length}`, ...lines].join('\n')}\n`;
}

function diagnosis({ failures, span }: TestCase): readonly string[] {
  if (failures.length === 0) return [];
  return [
    '  ---',
    `  at: ${JSON.stringify(placeText(span))}`,
    '  failures:',
    ...failures.flatMap((it) => [
      `    - at: ${JSON.stringify(placeText(it.span))}`,
      `      code: ${JSON.stringify(it.code)}`,
      `      message: ${JSON.stringify(failureText(it))}`,
    ]),
    '  ...',
  ];
}

/** `#` begins a directive. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('#', '\\#')
    .replaceAll(/[\r\n]+/g, ' ');
}
