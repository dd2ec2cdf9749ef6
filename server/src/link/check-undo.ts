// Names in `remove` and `exit`: each means something that the driver or module makes, or takes. A wrong one is a problem of names;
// what is not given back is a matter of checks.
import { nearest } from '../base/nearest.ts';
import type { Name, StepDecl, UndoStep } from '../declare/declarations.ts';
import { type Linking, meant, placeAt, replacements, report } from './linking.ts';

/** `steps`: of all its callbacks and flavours; `linking`: of the item in which the names stand. */
export function checkUndo(linking: Linking, undo: readonly UndoStep[], steps: readonly StepDecl[]): void {
  for (const { name, verb } of unknownUndo(undo, steps)) {
    const near = nearest(name.text, namesFor(verb, steps));
    const message = `nothing that is ${verb === 'releases' ? 'acquired' : 'made'} here is called \`${name.text}\`${meant(near)}`;
    report(linking, 'name/unknown', name, message, { fixes: replacements(placeAt(linking, name), near) });
  }
}

/** The names that mean nothing. */
export function unknownUndo(
  undo: readonly UndoStep[],
  steps: readonly StepDecl[],
): readonly { readonly name: Name; readonly verb: UndoStep['verb'] }[] {
  const made = new Set(namesFor('deletes', steps));
  const taken = new Set(namesFor('releases', steps));
  return undo.flatMap(({ verb, names }) => {
    const known = verb === 'releases' ? taken : made;
    return names.filter((it) => it.text !== '' && !known.has(it.text)).map((name) => ({ name, verb }));
  });
}

function namesFor(verb: UndoStep['verb'], steps: readonly StepDecl[]): readonly string[] {
  return steps.flatMap(verb === 'releases' ? namesOfTaken : namesOfMade);
}

/** What `deletes` and `unregisters` may call it: its label, its name, what follows the last dot, its bus or class. */
export function namesOfMade(step: StepDecl): readonly string[] {
  if (step.kind !== 'creates' && step.kind !== 'registers') return [];
  const name = step.name?.text;
  const names = [step.label?.text, name, name?.slice(name.lastIndexOf('.') + 1), step.of.text];
  return names.filter((it) => it !== undefined);
}

/** What `releases` may call it: its name, or what kind of thing it is. */
export function namesOfTaken(step: StepDecl): readonly string[] {
  return step.kind === 'acquires' ? [step.name.text, step.resource.text] : [];
}
