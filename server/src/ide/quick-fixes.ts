// The quick fixes of the findings that a range touches. Fixes are made here, when somebody looks.
import type { TextEdit, TextRange } from '../base/text-range.ts';
import type { Strictness } from '../checks/strictness.ts';
import type { Workspace } from '../db/workspace.ts';
import { findingsOf, type ShownFinding } from './findings.ts';

export interface QuickFix {
  readonly title: string;
  readonly preferred: boolean;
  readonly finding: ShownFinding;
  /** URI → edits that do not touch each other. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

export function quickFixes(
  workspace: Workspace,
  uri: string,
  range: TextRange,
  strictness: Strictness,
): readonly QuickFix[] {
  return findingsOf(workspace, uri, strictness)
    .filter((finding) => finding.start <= range.end && range.start <= finding.end)
    .flatMap((finding) =>
      finding.fixes().flatMap((fix) => (fix.edits.size === 0 ? [] : [{ ...fix, finding }])),
    );
}
