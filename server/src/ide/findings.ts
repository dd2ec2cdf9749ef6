// What is to be shown in a file: the findings of every root that holds it, each once, with places as offsets.
import type { TextEdit, TextRange } from '../base/text-range.ts';
import type { Finding, Severity } from '../checks/finding.ts';
import { fileFindings, rootFindings } from '../checks/findings.ts';
import type { Strictness } from '../checks/strictness.ts';
import type { Location, RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';

export interface ShownFix {
  readonly title: string;
  readonly preferred: boolean;
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

export interface ShownFinding extends TextRange {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  /** Made when somebody looks. */
  readonly fixes: () => readonly ShownFix[];
}

/** In text order. */
export function findingsOf(
  workspace: Workspace,
  uri: string,
  strictness: Strictness,
): readonly ShownFinding[] {
  const found = new Map<string, ShownFinding>();
  for (const model of workspace.modelsOf(uri)) {
    for (const finding of fileFindings(workspace, model, uri, strictness)) {
      const shown = shownFinding(model, finding);
      if (shown !== undefined) found.set(`${shown.start} ${shown.code} ${shown.message}`, shown);
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Codes of what is found in a file, also of what is expected there. */
export function findingCodes(workspace: Workspace, uri: string): ReadonlySet<string> {
  const findings = workspace
    .modelsOf(uri)
    .flatMap((model) => fileFindings(workspace, model, uri, 'stricter'));
  return new Set(findings.map((finding) => finding.code));
}

/** Errors and warnings of all roots. */
export function problemCount(workspace: Workspace, strictness: Strictness): number {
  let count = 0;
  for (const model of workspace.models()) {
    for (const finding of rootFindings(workspace, model, strictness).all) {
      if (!finding.expected && finding.severity !== 'hint') count++;
    }
  }
  return count;
}

function shownFinding(model: RootModel, finding: Finding): ShownFinding | undefined {
  const location = finding.expected ? undefined : model.locate(finding.place);
  if (location === undefined) return undefined;
  const related = finding.related.flatMap(({ place, message }) => {
    const at = model.locate(place);
    return at === undefined ? [] : [{ location: at, message }];
  });
  const { code, severity, message } = finding;
  const { start, end } = location;
  return { code, severity, message, start, end, related, fixes: () => shownFixes(model, finding) };
}

function shownFixes(model: RootModel, finding: Finding): readonly ShownFix[] {
  return finding.fixes().map(({ title, preferred, edits }) => ({
    title,
    preferred: preferred === true,
    edits: model.edits(edits),
  }));
}
