// Recordings from files and folders, one after another: `*.json` holds one, `*.jsonl` one a line. What is not a recording is handed on
// as that, with its place, so that it does not hide the others.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { Recording } from '../kernel/format.ts';
import { Malformed, parseRecording } from './parse-recording.ts';

export type Found =
  | { readonly place: string; readonly recording: Recording }
  | { readonly place: string; readonly problem: string };

/** All below the path, in the order of the files' names. One file is held at a time. Throws if there is no such path. */
export function* readRecordings(path: string): Generator<Found> {
  if (!statSync(path).isDirectory()) {
    yield* readFile(path);
    return;
  }
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries)
    if (entry.isDirectory() || /\.jsonl?$/.test(entry.name)) yield* readRecordings(join(path, entry.name));
}

function* readFile(path: string): Generator<Found> {
  const text = readFileSync(path, 'utf8');
  const { name, ext } = parse(path);
  if (ext !== '.jsonl') {
    yield parsed(text, path, name);
    return;
  }
  for (const [index, line] of text.split('\n').entries())
    if (line.trim() !== '') yield parsed(line, `${path}:${index + 1}`, `${name}-${index + 1}`);
}

function parsed(text: string, place: string, id: string): Found {
  try {
    return { place, recording: parseRecording(text, id) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { place, problem: error.message };
  }
}
