// Test cases as text for people: a line a case below its file, under a failed one what happened instead, with the place in the text.
import { countOf } from '../base/count-of.ts';
import { codeFrame } from './code-frame.ts';
import { placeText } from './findings-text.ts';
import type { Style } from './style.ts';
import type { TestCase, TestFailure, TestReport } from './test-report.ts';

export function testText(report: TestReport, style: Style): string {
  const blocks = report.files.map(({ file, cases }) =>
    [style('strong', file), ...cases.flatMap((it) => caseLines(it, report, style))].join('\n'),
  );
  return `${[...blocks, summary(report, style)].join('\n\n')}\n`;
}

function caseLines(it: TestCase, report: TestReport, style: Style): readonly string[] {
  const mark = it.failures.length === 0 ? style('good', '✓') : style('error', '✗');
  const notes = [...(it.kind === 'expectations' ? [String(it.expectations)] : []), ...ordersText(it)];
  const tail = notes.length === 0 ? '' : ` ${style('faint', `(${notes.join(', ')})`)}`;
  return [
    `  ${mark} ${it.title}${tail}`,
    ...it.failures.flatMap((failure) => failureLines(failure, report, style)),
  ];
}

/** Nothing where the kernel leaves no order open. */
export function ordersText({ orders: { runs, cut } }: TestCase): readonly string[] {
  if (cut) return [`${runs} orders, there are more`];
  return runs > 1 ? [`${runs} orders`] : [];
}

function failureLines(failure: TestFailure, report: TestReport, style: Style): readonly string[] {
  const { span, code } = failure;
  const source = report.source(span.file);
  const frame = source ? codeFrame(span, source, { character: '^', role: 'error' }, style) : [];
  return [
    `      ${style('strong', placeText(span))}: ${style('name', code)}: ${failureText(failure)}`,
    ...frame.map((line) => `        ${line}`),
  ];
}

/** What happened instead, and in which order if that is not the usual one. */
export function failureText({ message, order }: TestFailure): string {
  return order === null ? message : `${message}; so it is if ${order}`;
}

function summary({ passed, failed, files }: TestReport, style: Style): string {
  const where = `in ${countOf(files.length, 'file')}`;
  if (failed === 0)
    return style('good', passed === 0 ? `nothing to test ${where}` : `${passed} passed ${where}`);
  const rest = passed === 0 ? '' : `, ${passed} passed`;
  return `${style('error', `${failed} failed`)}${rest} ${where}`;
}
