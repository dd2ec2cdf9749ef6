// Every change of the workspace goes through here: the workspace learns of it at once, the client a moment later, when no more
// changes wait (`Context.settle`). The moment grows with what the last notice cost.
import type { Change } from '../db/change.ts';
import type { Context } from './context.ts';

/** The longest wait in milliseconds. */
const LONGEST_WAIT = 250;
/** A client that asks for diagnostics asks now; the view and the hints may come a frame later. */
const FRAME = 16;

export function applyChange(context: Context, change: Change): void {
  const { workspace, notices } = context.session;
  workspace.applyChange(change);
  notices.cancel?.();
  if (context.session.ended) return;
  const least = context.session.features.pullDiagnostics ? FRAME : 0;
  const wait = notices.cost < 5 ? least : Math.min(LONGEST_WAIT, least + notices.cost);
  notices.cancel = context.host.scheduler.after(wait, context.settle);
}
