// A trace as text for people: each step as it is written, below it what the driver core did, with the rule of each act.
import type { TraceStep } from '../driver-core/result.ts';
import type { Style } from './style.ts';
import type { TracedStep, TraceReport } from './trace-report.ts';

export function traceText({ file, kernel, scenario, boot, steps }: TraceReport, style: Style): string {
  const head = `${file}: ${scenario === null ? 'the boot' : `scenario "${scenario}"`} (kernel ${kernel})`;
  const lines =
    scenario === null
      ? boot.map((it) => actLine(it, '  ', style))
      : steps.flatMap((it) => stepLines(it, style));
  return `${[style('strong', head), '', ...lines].join('\n')}\n`;
}

function stepLines(step: TracedStep, style: Style): readonly string[] {
  return [
    `${style('faint', String(step.line).padStart(4))}  ${style('strong', step.text)}${verdict(step, style)}`,
    ...step.failures.map((it) => `        ${style('error', '✗')} ${it}`),
    ...step.trace.map((it) => actLine(it, '        ', style)),
  ];
}

function verdict({ expects, errno, why, rule, failures }: TracedStep, style: Style): string {
  if (expects) return failures.length === 0 ? ` ${style('good', '✓')}` : '';
  if (errno === null) return '';
  const text = why === null ? '' : `: ${why}`;
  return ` ${style('warning', `→ -${errno}`)}${text}${rule === null ? '' : style('faint', ` (${rule})`)}`;
}

/** The widest of the names of acts: `unregister-driver`. */
const COLUMN = 17;

function actLine({ act, text, rule }: TraceStep, indent: string, style: Style): string {
  return `${indent}${style('name', act.padEnd(COLUMN))} ${text} ${style('faint', `(${rule})`)}`;
}
