// Problems that no single item can see: names declared twice, names of the library taken without `replace`, `replace` of
// nothing. Drivers and devices declared twice are left to the checks MK-36 and MK-37: the kernel has its own words for them.
import { nearest } from '../base/nearest.ts';
import type { AnyDeclaration } from './declaration.ts';
import type { Fix } from './fix.ts';
import { meant, replacements } from './linking.ts';
import type { Duplicate, Names } from './names.ts';
import type { ItemKey, Place } from './place.ts';
import type { LinkProblem } from './problem.ts';

export function nameProblems(names: Names): ReadonlyMap<ItemKey, readonly LinkProblem[]> {
  const acc = new Map<ItemKey, LinkProblem[]>();
  const add = (problem: LinkProblem): void => {
    const list = acc.get(problem.place.item) ?? [];
    acc.set(problem.place.item, list);
    list.push(problem);
  };
  for (const it of names.duplicates) {
    const problem = duplicate(it);
    if (problem && !it.again.library) add(problem);
  }
  for (const it of names.emptyReplaces) add(emptyReplace(names, it));
  return acc;
}

/** The first is meant: a second bus of one name is not registered (LC-3), and so it is with classes, contracts and modules. */
function duplicate({ first, again }: Duplicate): LinkProblem | undefined {
  if (first.library) return ofLibrary(first, again);
  if (again.kind === 'driver' || again.kind === 'device') return undefined;
  return {
    code: 'name/duplicate',
    severity: 'error',
    place: nameOf(again),
    message: `the ${wordOf(again)} \`${again.decl.name.text}\` is declared already; the first is meant`,
    related: [{ place: nameOf(first), message: 'the one that is meant' }],
    fixes: [
      {
        title: 'Delete this one',
        edits: [{ act: 'delete', place: { item: again.item, site: again.decl.site } }],
      },
    ],
  };
}

function ofLibrary(first: AnyDeclaration, again: AnyDeclaration): LinkProblem {
  const { text } = again.decl.name;
  const replaceable = 'replaces' in again.decl;
  return {
    code: 'name/library',
    severity: 'error',
    place: nameOf(again),
    message: `\`${text}\` is a ${wordOf(first)} of the library`,
    related: [{ place: nameOf(first), message: 'declared here' }],
    fixes: replaceable
      ? [
          {
            title: `Write \`replace ${wordOf(again)} ${text}\``,
            edits: [
              {
                act: 'replace',
                place: { item: again.item, site: again.decl.site + 1 },
                text: `replace ${wordOf(again)}`,
              },
            ],
            preferred: true,
          },
        ]
      : [],
  };
}

function emptyReplace(names: Names, declaration: AnyDeclaration): LinkProblem {
  const { text } = declaration.decl.name;
  const word = wordOf(declaration);
  const candidates = names.ids[declaration.kind].map((id) => names.byId.get(id)?.decl.name.text ?? '');
  const near = nearest(text, candidates);
  const place = nameOf(declaration);
  return {
    code: 'name/nothing-to-replace',
    severity: 'error',
    place,
    message: `there is no ${word} \`${text}\` to replace${meant(near)}`,
    related: [],
    fixes: [...replacements(place, near), declare(declaration, word)],
  };
}

/** Without its first word it is a declaration of its own. */
function declare({ decl, item }: AnyDeclaration, word: string): Fix {
  const part = { start: 0, end: 'replace '.length };
  return {
    title: `Write \`${word} ${decl.name.text}\``,
    edits: [{ act: 'replace', place: { item, site: decl.site - 2, part }, text: '' }],
  };
}

function wordOf(declaration: AnyDeclaration): string {
  return declaration.kind;
}

function nameOf(declaration: AnyDeclaration): Place {
  return { item: declaration.item, site: declaration.decl.name.site };
}
