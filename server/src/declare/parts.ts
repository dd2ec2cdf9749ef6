// The small parts of declarations: names, references, values, guards, facts, fields. Texts and sites, no meaning.
import type { Site } from '../syntax/ast.ts';
import type { FieldType } from '../syntax/grammar.ts';

/** A kernel version as one number that compares: 6.12 is 6012. */
export type Version = number;

export interface Name {
  readonly site: Site;
  readonly text: string;
}

/** `PARENT/NAME`, parts as written. */
export interface Ref {
  readonly site: Site;
  readonly parts: readonly Name[];
}

/** A value as written. Whether the word `15b3` is a name or a mistyped number is known to the field it is given to. */
export interface Literal {
  readonly site: Site;
  readonly kind: 'word' | 'number' | 'text' | 'any' | 'ref';
  readonly text: string;
}

export interface Test {
  readonly site: Site;
  readonly no: boolean;
  readonly left: Literal;
  readonly op?: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';
  readonly right?: Literal;
}

/** `since`, `until`, `when`: for which kernels, and on which condition, something holds. */
export interface Guard {
  readonly since?: Version;
  readonly until?: Version;
  readonly when?: readonly Test[];
}

/** `name = value, value;`; a flag is a fact without values. */
export interface Fact extends Guard {
  readonly site: Site;
  readonly name: Name;
  readonly values: readonly Literal[];
  readonly flag: boolean;
}

/** A list of names under one guard: `requires probe, remove since 5.4;` */
export interface NameList extends Guard {
  readonly site: Site;
  readonly names: readonly Name[];
}

export interface Field extends Guard {
  readonly site: Site;
  readonly type: FieldType;
  readonly name: Name;
  readonly pointer: boolean;
  /** `char name[32]`: 32. Empty brackets: 0. */
  readonly length?: number;
  /** `is PATH`: a path, or a format if it was quoted. */
  readonly is?: Literal;
  readonly in: boolean;
  readonly nocase: boolean;
  readonly mask?: Name;
  readonly bound?: 'min' | 'max';
  /** The wildcard; `any` alone (not written = not compared) has no value. */
  readonly any?: { readonly value?: Literal };
  readonly values?: Name;
  readonly by?: Name;
  readonly score?: number;
  readonly ifPresent: boolean;
  /** Of a flavour's field: until when the user may set it. */
  readonly settable: 'creation' | 'before bind' | 'after bind';
}

export interface Allow {
  readonly site: Site;
  readonly code: Name;
  readonly reason: string;
}
