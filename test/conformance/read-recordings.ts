// Recordings from files and folders: `*.json` holds one, `*.jsonl` one a line.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDING_FORMAT, type Recording } from '../kernel/format.ts';

/** All recordings below the path, in the order of the files' names. Throws for what is not a recording. */
export function readRecordings(path: string): readonly Recording[] {
  if (statSync(path).isDirectory()) {
    const names = readdirSync(path).sort();
    return names.filter((name) => /\.jsonl?$/.test(name)).flatMap((name) => readRecordings(join(path, name)));
  }
  const text = readFileSync(path, 'utf8');
  const texts = path.endsWith('.jsonl') ? text.split('\n').filter((line) => line !== '') : [text];
  return texts.map((one) => parseRecording(one, path));
}

function parseRecording(text: string, path: string): Recording {
  const value: Recording = JSON.parse(text);
  if (value.format !== RECORDING_FORMAT) throw new Error(`${path}: the format is not ${RECORDING_FORMAT}`);
  return value;
}
