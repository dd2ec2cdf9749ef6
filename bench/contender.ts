// One parser on one text, in its own process: `contender.mjs NAME LINES` prints its figures as JSON. The floor, a loop over the
// text's char codes, is timed in turn with it.
import { parse, reparse, type SyntaxTree } from '../server/src/syntax/index.ts';
import { generateText } from './generate.ts';
import { loadPeer } from './measure/peers.ts';
import { interleave, type Samples, samplesOf, timeOf } from './measure/samples.ts';

export interface ContenderFigures {
  readonly lines: number;
  readonly bytes: number;
  /** Milliseconds of the first parse in the process. */
  readonly cold: number;
  readonly scan: Samples;
  readonly parse: Samples;
  /** A character that comes or goes in the middle of the text. */
  readonly edit: Samples;
  /** Bytes of heap and array buffers that a parsed text keeps, a byte of text. */
  readonly heap: number;
}

/** A text after an edit, and the edit. */
export interface Edited {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export interface Parser<Tree> {
  /** Throws if the text has a syntax error. */
  parse(text: string): Tree;
  edit(tree: Tree, edited: Edited): Tree;
}

const buswright: Parser<SyntaxTree> = {
  parse(text) {
    const tree = parse(text);
    const error = tree.items.flatMap((it) => it.errors)[0];
    if (error) throw new Error(`Buswright: ${error.message}`);
    return tree;
  },
  edit: (tree, { start, end, newText }) => reparse(tree, [{ start, end, newText }]),
};

const ROUNDS = 15;
const EDITS = 200;
/** Slow contenders are measured less often. */
const ENOUGH_MS = 8000;

function measure<Tree>(parser: Parser<Tree>, lines: number): ContenderFigures {
  const text = generateText(lines);
  const { cold, heap } = firstParse(parser, text);
  const rounds = Math.max(5, Math.min(ROUNDS, Math.floor(ENOUGH_MS / cold)));
  const tasks = { scan: () => scan(text), parse: () => parser.parse(text) };
  interleave(tasks, 3);
  const { scan: floor, parse: full } = interleave(tasks, rounds);
  const edit = measureEdits(parser, text, Math.max(6, Math.min(EDITS, Math.floor(ENOUGH_MS / full.median))));
  return { lines, bytes: text.length, cold, scan: floor, parse: full, edit, heap };
}

/** Before all others, because a parser may keep its last text. */
function firstParse<Tree>(
  parser: Parser<Tree>,
  text: string,
): { readonly cold: number; readonly heap: number } {
  parser.parse(generateText(1));
  scan(text);
  const kept: Tree[] = [];
  const before = usedBytes();
  const cold = timeOf(() => kept.push(parser.parse(text)));
  const heap = (usedBytes() - before) / text.length;
  return { cold, heap: kept.length * heap };
}

function scan(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (sum + text.charCodeAt(at)) | 0;
  return sum;
}

/** Both texts stand ready: a contender does not pay for making them. */
function measureEdits<Tree>(parser: Parser<Tree>, text: string, count: number): Samples {
  const at = text.indexOf('class = 0x', text.length >> 1) + 'class = 0x'.length;
  const longer = `${text.slice(0, at)}0${text.slice(at)}`;
  const edits = [
    { text: longer, start: at, end: at, newText: '0' },
    { text, start: at, end: at + 1, newText: '' },
  ];
  let tree = parser.parse(text);
  const times: number[] = [];
  for (let index = -4; index < count; index++) {
    const edited = edits[index & 1];
    if (edited === undefined) continue;
    const time = timeOf(() => {
      tree = parser.edit(tree, edited);
    });
    if (index >= 0) times.push(time);
  }
  return samplesOf(times);
}

function usedBytes(): number {
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const [name = '', lines = ''] = process.argv.slice(2);
const figures =
  name === 'buswright' ? measure(buswright, Number(lines)) : measure(await loadPeer(name), Number(lines));
process.stdout.write(JSON.stringify(figures));
