// Part `parse`: a whole text and one-character edits in the parser alone, against a scan of the same text and against peers.
import type { ContenderFigures } from '../contender.ts';
import { inChild } from '../measure/in-child.ts';
import { hasPeers, NO_PEERS, PEERS } from '../measure/peers.ts';
import type { Section } from '../measure/section.ts';

const LARGE = 100_000;
const SMALL = 1000;

export async function parsePart(): Promise<readonly Section[]> {
  const names = ['buswright', ...(hasPeers() ? PEERS : [])];
  const large = new Map<string, ContenderFigures>();
  const small = new Map<string, ContenderFigures>();
  for (const name of names) {
    large.set(name, await inChild('contender', [name, String(LARGE)]));
    small.set(name, await inChild('contender', [name, String(SMALL)]));
  }
  const notes = hasPeers() ? [] : [NO_PEERS];
  return [wholeText(large, notes), edits(small, large)];
}

function wholeText(figures: ReadonlyMap<string, ContenderFigures>, notes: readonly string[]): Section {
  const own = figures.get('buswright');
  const bytes = own?.bytes ?? 0;
  return {
    title: `A text of ${LARGE} lines (${(bytes / 1e6).toFixed(2)} MB), read whole`,
    columns: ['', 'ms', 'x scan', 'x Buswright', 'first ms', 'MB/s', 'heap B/B'],
    rows: [
      [
        'scan of char codes',
        own?.scan.median,
        1,
        undefined,
        undefined,
        bytes / 1000 / (own?.scan.median ?? 1),
      ],
      ...[...figures].map(([name, it]) => {
        // Each against the floor of its own process: the machine may have been slower in another.
        const ratio = it.parse.median / it.scan.median;
        const ownRatio = own ? own.parse.median / own.scan.median : ratio;
        return [
          name,
          it.parse.median,
          ratio,
          ratio / ownRatio,
          it.cold,
          bytes / 1000 / it.parse.median,
          it.heap,
        ];
      }),
    ],
    notes,
  };
}

function edits(
  small: ReadonlyMap<string, ContenderFigures>,
  large: ReadonlyMap<string, ContenderFigures>,
): Section {
  return {
    title: 'One character more or less in the middle, in the parser (ms)',
    columns: ['', `${SMALL} lines`, `${LARGE} lines`, 'p95', 'growth', 'edits'],
    rows: [...large].map(([name, { edit }]) => {
      const before = small.get(name)?.edit.median ?? edit.median;
      return [name, before, edit.median, edit.p95, edit.median / before, edit.count];
    }),
  };
}
