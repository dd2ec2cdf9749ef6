// The scenario that `--scenario TITLE` means.
import { nearest } from '../base/nearest.ts';
import { type ScenarioHere, scenarios } from '../checks/scenario-steps.ts';
import type { RootModel } from '../db/index.ts';

export type Meant =
  | { readonly kind: 'scenario'; readonly scenario: ScenarioHere }
  | { readonly kind: 'wrong'; readonly message: string };

/** By its title, or by a part of it that no other title has. */
export function findScenario(model: RootModel, title: string): Meant {
  const all = scenarios(model);
  const titleOf = ({ decl }: ScenarioHere): string => decl.title.text;
  const exact = all.filter((it) => titleOf(it) === title);
  const partly = all.filter((it) => titleOf(it).toLowerCase().includes(title.toLowerCase()));
  const [only, other] = exact.length > 0 ? exact : partly;
  if (only && (!other || exact.length > 0)) return { kind: 'scenario', scenario: only };
  const titles = (other ? partly : all).map((it) => `"${titleOf(it)}"`).join(', ');
  if (only) return { kind: 'wrong', message: `several scenarios have "${title}" in their title: ${titles}` };
  const [near] = nearest(title, all.map(titleOf));
  const hint =
    near === undefined ? (titles === '' ? 'it has none' : `it has ${titles}`) : `did you mean "${near}"?`;
  return { kind: 'wrong', message: `there is no scenario "${title}"; ${hint}` };
}
