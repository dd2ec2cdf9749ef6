// A match table's declaration → the driver core's: an `id_table` of a bus or a shared table. docs/language.md, Rows and tables.
import type { Declared, Field, TableDecl } from '../declare/declarations.ts';
import type { Format } from '../driver-core/format.ts';
import type { FieldSpec, MatchTable, Path, TableField } from '../driver-core/topology.ts';
import { toCondition, toPath } from './condition.ts';
import { formatsOf, toFormat } from './format.ts';
import { factOf, flagOf, holding, wordOf } from './guard.ts';
import { type Linking, reportUnknown } from './linking.ts';
import type { FieldTable } from './types.ts';
import { parseNumber, toScalar } from './value.ts';
import { checkFactWords, checkWord, MECHANISMS } from './words.ts';

export type ValueNames = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** `values` of a bus: name → number by the name of the list. */
export function valueNames(values: readonly Declared[]): ValueNames {
  return new Map(
    values.map((it) => {
      const numbers = it.facts.map(
        (fact) => [fact.name.text, Number(parseNumber(fact.values[0]?.text ?? ''))] as const,
      );
      return [it.name.text, Object.fromEntries(numbers.filter(([, number]) => !Number.isNaN(number)))];
    }),
  );
}

export function linkTable(linking: Linking, decl: TableDecl, values: ValueNames): MatchTable {
  const fields = holding(decl.fields, linking.kernel);
  checkNames(linking, decl);
  const masks = new Set(fields.map((it) => it.mask?.text));
  return {
    name: decl.name.text,
    struct: decl.struct.text,
    fields: fields.map((it) => toTableField(linking, it, masks.has(it.name.text), values)),
    end: decl.end.map((it) => it.text),
    skips: holding(decl.skips, linking.kernel).map((it) => toCondition(it.when, NO_FIELDS)),
    pick: wordOf(decl.facts, 'pick', linking.kernel) === 'best' ? 'best' : 'first',
    modalias: formatsOf(linking, factOf(decl.facts, 'modalias', linking.kernel)),
    alias: formatsOf(linking, factOf(decl.facts, 'alias', linking.kernel)),
    ...(flagOf(decl.facts, 'no_alias', linking.kernel) && { noAlias: true }),
  };
}

/** What a table says of its own fields and words. `driver_data` is of every table. */
function checkNames(linking: Linking, decl: TableDecl): void {
  checkFactWords(linking, 'table', decl.facts);
  const names = new Set(['driver_data', ...decl.fields.map((it) => it.name.text)]);
  for (const it of decl.fields) checkWord(linking, it.by, '`by`', MECHANISMS);
  for (const it of [...decl.end, ...decl.fields.map((field) => field.mask)]) {
    if (it && it.text !== '' && !names.has(it.text)) reportUnknown(linking, it, 'field', names);
  }
}

const NO_FIELDS: FieldTable = new Map();

function toTableField(linking: Linking, field: Field, isMask: boolean, values: ValueNames): TableField {
  const names = namesOfValues(linking, field, values);
  return {
    name: field.name.text,
    type: field.type,
    ...(field.length && { length: field.length }),
    is: comparedWith(linking, field),
    in: field.in,
    nocase: field.nocase,
    ...(field.mask && { mask: field.mask.text }),
    ...(field.bound && { bound: field.bound }),
    ...(field.any && { wildcard: toWildcard(linking, field) }),
    ...(field.by && { by: field.by.text }),
    ...(field.score !== undefined && { score: field.score }),
    ifPresent: field.ifPresent,
    ...(names && { values: names }),
    compared: !isMask && field.type !== 'flag',
  };
}

function comparedWith(linking: Linking, field: Field): Path | Format {
  if (field.is === undefined) return { root: 'dev', name: field.name.text };
  return field.is.kind === 'text' ? toFormat(linking, field.is) : toPath(field.is);
}

function toWildcard(linking: Linking, field: Field): NonNullable<TableField['wildcard']> {
  if (field.any?.value === undefined) return {};
  const value = toScalar(linking, { name: field.name.text, type: field.type }, field.any.value);
  return value === undefined ? {} : { value };
}

/** A field of a device, a driver, a class or a flavour. */
function toFieldSpec(linking: Linking, field: Field, values: ValueNames): FieldSpec {
  const names = namesOfValues(linking, field, values);
  return {
    name: field.name.text,
    type: field.type,
    ...(field.length && { length: field.length }),
    ...(field.is?.kind === 'text' && { default: toFormat(linking, field.is) }),
    ...(names && { values: names }),
    settable: field.settable,
  };
}

export function toFieldSpecs(
  linking: Linking,
  fields: readonly Field[],
  values: ValueNames,
): readonly FieldSpec[] {
  return holding(fields, linking.kernel).map((it) => toFieldSpec(linking, it, values));
}

function namesOfValues(
  linking: Linking,
  field: Field,
  values: ValueNames,
): Readonly<Record<string, number>> | undefined {
  if (field.values === undefined) return undefined;
  const names = values.get(field.values.text);
  if (names === undefined) reportUnknown(linking, field.values, 'list of values', values.keys());
  return names;
}
