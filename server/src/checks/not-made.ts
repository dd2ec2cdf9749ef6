// What an expectation speaks of when a request made nothing of that label: which request, and what the run said about it.
import type { RootModel } from '../db/model.ts';
import type { Ref } from '../declare/declarations.ts';
import type { Reason } from '../driver-core/result.ts';
import type { Id } from '../driver-core/topology.ts';
import { textsOf } from '../link/names.ts';

export interface NothingMade {
  readonly request: Id;
  readonly reason: Reason;
  /** What is written in the request is wrong, and was reported there: this follows from it. */
  readonly follows: boolean;
}

/** Of `sf88/sf/eth`: why `sf88` made no `sf`. Undefined: nothing was asked for that could have made it. */
export function nothingMade(model: RootModel, ref: Ref): NothingMade | undefined {
  const parts = textsOf(ref);
  for (let end = parts.length - 1; end > 0; end--) {
    const asked = model.lookup(parts.slice(0, end).join('/'));
    const found = model.run.notMade?.find(
      (it) => asked.includes(it.request) && (it.label === undefined || it.label === parts[end]),
    );
    if (found) return { ...found, follows: hasError(model, found.request) };
  }
  return undefined;
}

function hasError(model: RootModel, request: Id): boolean {
  const declared = model.declaration(request);
  if (declared === undefined) return false;
  const { item, decl } = declared;
  return model
    .problemsOf(item)
    .some((it) => it.severity === 'error' && model.encloses({ item, site: decl.site }, it.place));
}
