// The log that `expect order` reads: probes, removals, power transitions and additions, in the order in which they happen.
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
    case 'remove':
    case 'shutdown':
      return event.kind;
    case 'pm':
      return event.phase === 'suspend' || event.phase === 'resume' ? event.phase : undefined;
    case 'uevent':
      return event.what === 'add' ? 'add' : undefined;
    default:
      return undefined;
  }
}
