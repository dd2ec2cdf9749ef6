// Test cases as JUnit's XML, as continuous integration reads it (https://github.com/testmoapp/junitxml): a suite a file.
import { placeText } from './findings-text.ts';
import type { TestCase, TestFile, TestReport } from './test-report.ts';
import { failureText } from './test-text.ts';

export function testJunit({ files, passed, failed }: TestReport): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="buswright" tests="${passed + failed}" failures="${failed}">`,
    ...files.flatMap(suite),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite({ file, cases }: TestFile): readonly string[] {
  const failed = cases.filter((it) => it.failures.length > 0).length;
  return [
    `  <testsuite name="${escaped(file)}" tests="${cases.length}" failures="${failed}">`,
    ...cases.flatMap((it) => testCase(file, it)),
    '  </testsuite>',
  ];
}

function testCase(file: string, { title, span, failures }: TestCase): readonly string[] {
  const head = `    <testcase classname="${escaped(file)}" name="${escaped(title)}" file="${escaped(file)}" line="${span.start.line}"`;
  const [first] = failures;
  if (!first) return [`${head}/>`];
  // Readers take the first failure of a case only, so all stand in one.
  const texts = failures.map((it) => `${placeText(it.span)}: ${it.code}: ${failureText(it)}`);
  return [
    `${head}>`,
    `      <failure type="${escaped(first.code)}" message="${escaped(failureText(first))}">${escaped(texts.join('\n'))}</failure>`,
    '    </testcase>',
  ];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 cannot hold even as a reference is left out. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replace(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd');
}
