// Tests after `when` → conditions of the driver core. A bare word on the left is a field of the device, on the right a value;
// `row.`, `drv.`, `parent.`, `physfn.`, `kernel.` begin elsewhere (docs/language.md, Rows and tables).
import type { Literal, Name, Test } from '../declare/declarations.ts';
import type {
  Condition,
  Test as CoreTest,
  Operand,
  Path,
  PathRoot,
  Scalar,
} from '../driver-core/topology.ts';
import type { FieldTable } from './types.ts';
import { parseNumber } from './value.ts';

const ROOTS: readonly PathRoot[] = ['dev', 'row', 'drv', 'parent', 'physfn', 'kernel'];
const ALWAYS: Condition = [];

/** `fields` tell what a value means: names of `values`, texts of text fields. */
export function toCondition(tests: readonly Test[] | undefined, fields: FieldTable): Condition {
  return tests === undefined ? ALWAYS : tests.map((it) => toTest(it, fields));
}

export function toPath(name: Pick<Name, 'text'>): Path {
  const { text } = name;
  const dot = text.indexOf('.');
  const root = dot < 0 ? undefined : ROOTS.find((it) => it === text.slice(0, dot));
  return root === undefined ? { root: 'dev', name: text } : { root, name: text.slice(dot + 1) };
}

function toTest(test: Test, fields: FieldTable): CoreTest {
  const left: Operand = test.left.kind === 'word' ? { path: toPath(test.left) } : { value: plain(test.left) };
  if (test.op === undefined || test.right === undefined) return { no: test.no, left };
  return { no: test.no, left, op: test.op, right: rightSide(left, test.op, test.right, fields) };
}

function rightSide(left: Operand, op: NonNullable<Test['op']>, right: Literal, fields: FieldTable): Operand {
  if (right.kind === 'word' && (op === 'in' || isRooted(right.text))) return { path: toPath(right) };
  const field = 'path' in left && left.path.root !== 'kernel' ? fields.get(left.path.name) : undefined;
  const named = right.kind === 'word' ? field?.values?.[right.text] : undefined;
  if (named !== undefined) return { value: named };
  return { value: field?.type === 'char' || field?.type === 'guid_t' ? right.text : plain(right) };
}

function isRooted(text: string): boolean {
  return ROOTS.some((it) => text.startsWith(`${it}.`));
}

function plain(literal: Literal): Scalar {
  return literal.kind === 'number' ? (parseNumber(literal.text) ?? literal.text) : literal.text;
}
