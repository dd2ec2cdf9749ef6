// Scenarios from a file of the user's: one JSON value, which is a scenario or a list of them, or a JSON object a line.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Op, Scenario } from './format.ts';

/** The file is not there, or no such text; the message says which file and why. */
export class UnreadableScenarios extends Error {}

/** What is not said is made up: an id from the file's name, no tags, no seed. Throws UnreadableScenarios. */
export function readScenarios(file: string): readonly Scenario[] {
  return parseValues(file).map((value, index) => {
    const { id, tags, seed, parameters, ops } = value;
    if (!Array.isArray(ops))
      throw new UnreadableScenarios(`${file}: scenario ${index + 1} has no list "ops"`);
    return {
      id: typeof id === 'string' ? id : `${path.parse(file).name}-${index + 1}`,
      tags: Array.isArray(tags) ? tags.map(String) : [],
      seed: typeof seed === 'number' ? seed : null,
      ...(typeof parameters === 'string' && { parameters }),
      ops: ops as readonly Op[],
    };
  });
}

function parseValues(file: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const text = readFileSync(file, 'utf8');
    const whole = parseWhole(text) ?? parseLines(text);
    return Array.isArray(whole) ? whole : [whole];
  } catch (error) {
    throw new UnreadableScenarios(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Not set: the text is not one JSON value. */
function parseWhole(text: string): Record<string, unknown> | Record<string, unknown>[] | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseLines(text: string): Record<string, unknown>[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]));
}
