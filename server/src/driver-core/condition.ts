// Conditions (`when TEST and TEST`): a comparison with something that is not set is false, `no X` is then true.
// Where a path begins (device, row, driver, parent, physfn, kernel) is the caller's business. docs/language.md, Rows and tables.
import { assertNever } from '../base/assert-never.ts';
import type { Comparison, Condition, Operand, Path, Scalar, Test, Value } from './topology.ts';
import { compareNumeric, first, members, scalarEquals } from './value.ts';

/** The value at the end of a path; undefined: not set. */
export type Lookup = (path: Path) => Value | undefined;

/** True if all tests hold; the empty condition always holds. */
export function holds(condition: Condition, lookup: Lookup): boolean {
  for (const test of condition) if (!testHolds(test, lookup)) return false;
  return true;
}

/**
 * Whether the condition can hold for some driver or row: tests that look at one of `unknown` are left out.
 * Never false for a condition that holds for one of them.
 */
export function mayHold(condition: Condition, lookup: Lookup, unknown: ReadonlySet<Path['root']>): boolean {
  for (const test of condition) {
    if (!mentions(test, unknown) && !testHolds(test, lookup)) return false;
  }
  return true;
}

/** True if the test looks at one of these roots. */
export function mentions(test: Test, roots: ReadonlySet<Path['root']>): boolean {
  return startsAt(test.left, roots) || startsAt(test.right, roots);
}

/** As written: `no driver_override`, `class_id == 1`. */
export function printCondition(condition: Condition): string {
  return condition.map(printTest).join(' and ');
}

function testHolds(test: Test, lookup: Lookup): boolean {
  const left = operandValue(test.left, lookup);
  if (!test.op) return (left !== undefined) !== test.no;
  const right = test.right && operandValue(test.right, lookup);
  const result = left !== undefined && right !== undefined && compare(left, test.op, right);
  return result !== test.no;
}

function startsAt(operand: Operand | undefined, roots: ReadonlySet<Path['root']>): boolean {
  return operand !== undefined && 'path' in operand && roots.has(operand.path.root);
}

function operandValue(operand: Operand, lookup: Lookup): Value | undefined {
  return 'path' in operand ? lookup(operand.path) : operand.value;
}

function compare(left: Value, op: Comparison, right: Value): boolean {
  const one = first(left);
  if (one === undefined) return false;
  if (op === 'in') return members(right).some((member) => scalarEquals(one, member));
  const other = first(right);
  if (other === undefined) return false;
  if (op === '==') return scalarEquals(one, other);
  if (op === '!=') return !scalarEquals(one, other);
  return ordered(one, op, other);
}

function ordered(left: Scalar, op: '<' | '<=' | '>' | '>=', right: Scalar): boolean {
  const order = compareNumeric(left, right);
  if (order === undefined) return false;
  switch (op) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return assertNever(op);
  }
}

function printTest(test: Test): string {
  const left = printOperand(test.left);
  const body = test.op && test.right ? `${left} ${test.op} ${printOperand(test.right)}` : left;
  return test.no ? `no ${body}` : body;
}

function printOperand(operand: Operand): string {
  if (!('path' in operand)) return String(operand.value);
  return operand.path.root === 'dev' ? operand.path.name : `${operand.path.root}.${operand.path.name}`;
}
