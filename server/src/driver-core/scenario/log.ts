// The log that `expect order` reads: probes, removals, power transitions and additions, in the order in which they happen. A removal
// counts when it is over: what a driver made is removed before the device that it drives (LC-52).
import type { Event } from '../base/event.ts';
import type { LogEntry, LoggedEvent } from './script.ts';

export function logObserver(log: LogEntry[]): (event: Event) => void {
  return (event) => {
    const word = wordOf(event);
    if (word && 'device' in event) log.push({ event: word, id: event.device.id, name: event.device.name });
  };
}

function wordOf(event: Event): LoggedEvent | undefined {
  switch (event.kind) {
    case 'probe':
    case 'shutdown':
      return event.kind;
    case 'remove_done':
    case 'del_done':
      return 'remove';
    case 'pm':
      return event.phase === 'suspend' || event.phase === 'resume' ? event.phase : undefined;
    case 'uevent':
      return event.what === 'add' ? 'add' : undefined;
    default:
      return undefined;
  }
}
