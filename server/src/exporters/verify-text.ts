// What a kernel made of a run, as text for people: the trace, then whether the kernel agrees, or where it did something else first.
import { countOf } from '../base/count-of.ts';
import type { Style } from './style.ts';
import { traceText } from './trace-text.ts';
import type { ReportedDifference, VerifyReport } from './verify-report.ts';

export function verifyText(report: VerifyReport, style: Style): string {
  const { trace, realKernel, difference } = report;
  const [version = '', ...settings] = realKernel.split(', ');
  const kernel = `kernel ${style('strong', version)}`;
  const verdict = difference
    ? `${kernel} ${style('error', 'does something else')}`
    : `${kernel} ${agreement(report, style)}`;
  const lines = [
    verdict,
    ...(difference ? differenceLines(difference, style) : []),
    style('faint', `(${settings.join(', ')})`),
    ...(isOfVersion(version, trace.kernel)
      ? []
      : [`the topology is of kernel ${trace.kernel}: what changed since may differ`]),
  ];
  return `${traceText(trace, style)}\n${lines.join('\n')}\n`;
}

function agreement({ compared, events, operations }: VerifyReport, style: Style): string {
  const agrees = style('good', 'agrees');
  if (compared === 'bindings')
    return `${agrees} on who is bound in the end; the order of asynchronous probes is its own`;
  return `${agrees}: ${countOf(events, 'event')} of ${countOf(operations, 'operation')}`;
}

function differenceLines(
  { line, step, operation, before, ours, kernel }: ReportedDifference,
  style: Style,
): readonly string[] {
  const place = step === null ? '' : `${String(line).padStart(4)}  ${style('strong', step)}`;
  return [
    ...(place === '' ? [] : [place]),
    `      ${style('faint', operation)}`,
    ...before.map((it) => `        ${it}`),
    `      ${style('error', '-')} ${ours} ${style('faint', '(this model)')}`,
    `      ${style('good', '+')} ${kernel} ${style('faint', '(the kernel)')}`,
  ];
}

function isOfVersion(release: string, version: string): boolean {
  return release === version || release.startsWith(`${version}.`);
}
