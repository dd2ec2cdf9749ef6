// Every change of the workspace goes through here: the workspace learns of it at once, the client a moment later, when no more
// changes wait (`Context.settle`). The moment grows with what the last notice cost.
import type { Change } from '../db/change.ts';
import type { Context } from './context.ts';

/** The longest wait in milliseconds. */
const LONGEST_WAIT = 250;

export function applyChange(context: Context, change: Change): void {
  const { workspace, notices } = context.session;
  workspace.applyChange(change);
  notices.cancel?.();
  if (context.session.ended) return;
  const wait = notices.cost < 5 ? 0 : Math.min(LONGEST_WAIT, notices.cost);
  notices.cancel = context.host.scheduler.after(wait, context.settle);
}
