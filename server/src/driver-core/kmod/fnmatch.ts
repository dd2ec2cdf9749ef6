// fnmatch(pattern, text, 0) as glibc does it, the test that decides whether a module alias fits a modalias (KM-7).
// Without flags `*` also crosses `/` and takes the empty text, and letter case counts. Character classes such as
// `[[:digit:]]` are not read: kmod refuses their brackets before a pattern gets this far (KM-4).
// Source: glibc posix/fnmatch_loop.c; libkmod/libkmod-index.c:index_searchwild.

/** Whether the whole `text` fits `pattern`. Never throws: a broken pattern fits nothing, as in glibc. */
export function fnmatch(pattern: string, text: string): boolean {
  let at = 0;
  let place = 0;
  let afterStar = -1;
  let starPlace = 0;
  while (place < text.length) {
    if (pattern.charCodeAt(at) === STAR) {
      at += 1;
      afterStar = at;
      starPlace = place;
      continue;
    }
    const next = matchOne(pattern, at, text.charCodeAt(place));
    if (next !== NO_MATCH) {
      at = next;
      place += 1;
    } else if (afterStar >= 0) {
      // Only the last `*` needs to take more: the earlier ones have found their shortest text.
      at = afterStar;
      starPlace += 1;
      place = starPlace;
    } else {
      return false;
    }
  }
  while (pattern.charCodeAt(at) === STAR) at += 1;
  return at === pattern.length;
}

/** Where the bracket expression that opens at `open` ends (behind its `]`); `undefined`: it never does. */
export function bracketEnd(pattern: string, open: number): number | undefined {
  let at = open + 1;
  if (pattern.charCodeAt(at) === BANG) at += 1;
  for (let first = true; at < pattern.length; first = false) {
    const code = pattern.charCodeAt(at);
    if (code === CLOSE && !first) return at + 1;
    at += code === BACKSLASH ? 2 : 1;
  }
  return undefined;
}

const STAR = 0x2a;
const QUESTION = 0x3f;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;
const BANG = 0x21;
const DASH = 0x2d;
const NO_MATCH = -1;

/** Matches one element of the pattern (no `*`) with one character; returns the place behind the element. */
function matchOne(pattern: string, at: number, character: number): number {
  const code = pattern.charCodeAt(at);
  switch (code) {
    case QUESTION:
      return at + 1;
    case BACKSLASH:
      return pattern.charCodeAt(at + 1) === character ? at + 2 : NO_MATCH;
    case OPEN: {
      const end = bracketEnd(pattern, at);
      // An open bracket that is never closed stands for itself.
      if (end === undefined) return character === OPEN ? at + 1 : NO_MATCH;
      const negated = pattern.charCodeAt(at + 1) === BANG;
      const found = isInSet(pattern, at + (negated ? 2 : 1), end - 1, character);
      return found === negated ? NO_MATCH : end;
    }
    default:
      return code === character ? at + 1 : NO_MATCH;
  }
}

/** The members of a bracket expression between `start` and its `]` at `close`: characters and ranges. */
function isInSet(pattern: string, start: number, close: number, character: number): boolean {
  let at = start;
  while (at < close) {
    const low = escaped(pattern, at);
    at = low.next;
    // A `-` before the closing bracket is a member, not a range.
    if (pattern.charCodeAt(at) === DASH && at + 1 < close) {
      const high = escaped(pattern, at + 1);
      at = high.next;
      if (low.code <= character && character <= high.code) return true;
    } else if (low.code === character) {
      return true;
    }
  }
  return false;
}

function escaped(pattern: string, at: number): { readonly code: number; readonly next: number } {
  const code = pattern.charCodeAt(at);
  return code === BACKSLASH ? { code: pattern.charCodeAt(at + 1), next: at + 2 } : { code, next: at + 1 };
}
