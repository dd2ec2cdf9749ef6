// Part `start`: what a command costs before and after its work, as processes, against a Node that does nothing.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { programPath } from '../measure/in-child.ts';
import { interleave } from '../measure/samples.ts';
import type { Section } from '../measure/section.ts';

const ROUNDS = 15;
const SMALL = `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
expect 0000:00:19.0 bound e1000e;
`;

export async function startPart(): Promise<readonly Section[]> {
  const file = programPath('small').replace(/mjs$/, 'topo');
  writeFileSync(file, SMALL);
  const node = (...args: readonly string[]) => execFileSync(process.execPath, args, { stdio: 'pipe' });
  const command = 'server/bin/buswright.cjs';
  const tasks = {
    node: () => node('-e', '0'),
    version: () => node(command, '--version'),
    format: () => node(command, 'format', '--check', file),
    check: () => node(command, 'check', file),
  };
  interleave(tasks, 2);
  const times = interleave(tasks, ROUNDS);
  const row = (title: string, { median, p95 }: { readonly median: number; readonly p95: number }) => [
    title,
    median,
    median - times.node.median,
    median / times.node.median,
    p95,
  ];
  return [
    {
      title: 'A command on a file of three lines, as a process (ms)',
      columns: ['', 'ms', 'above Node', 'x Node', 'p95'],
      rows: [
        row('node that does nothing', times.node),
        row('buswright --version', times.version),
        row('buswright format --check', times.format),
        row('buswright check', times.check),
      ],
    },
  ];
}
