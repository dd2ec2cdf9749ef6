// What happens while typing: `|` is the cursor behind the character that was typed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { applyEdits, DEFAULT_OPTIONS, formatOnType } from '../../server/src/format/index.ts';
import { parse } from '../../server/src/syntax/index.ts';

function typed(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const edits = formatOnType(parse(text), offset, text.charAt(offset - 1), DEFAULT_OPTIONS);
  return applyEdits(text, edits);
}

const CASES: readonly (readonly [title: string, before: string, after: string])[] = [
  ['Enter behind `{` opens the block and closes it', 'driver d on pci {\n|', 'driver d on pci {\n    \n}'],
  [
    'Enter behind the `{` of a nested block closes that one',
    'driver d on pci {\n    probe {\n|\n}\n',
    'driver d on pci {\n    probe {\n        \n    }\n}\n',
  ],
  [
    'Enter between the braces of an editor that closes them itself',
    'driver d on pci {\n|}\n',
    'driver d on pci {\n}\n',
  ],
  [
    'Enter keeps the indent of its block',
    'bus b {\n    pm = own;\n|\n}\n',
    'bus b {\n    pm = own;\n    \n}\n',
  ],
  [
    '`}` moves to the column of its statement',
    'bus b {\n    match {\n        any;\n        }|\n}\n',
    'bus b {\n    match {\n        any;\n    }\n}\n',
  ],
  ['`}` behind other text stays', 'bus b { any; }|\n', 'bus b { any; }\n'],
  ['Enter in a doc comment continues it', '/// One line.\n|\nbus b;\n', '/// One line.\n/// \nbus b;\n'],
  [
    'Enter behind an empty doc line ends it',
    '/// One line.\n///\n|\nbus b;\n',
    '/// One line.\n///\n\nbus b;\n',
  ],
  ['Enter in a comment is left alone', '/* one {\n|\n*/ bus b;\n', '/* one {\n\n*/ bus b;\n'],
  ['Enter between items has no indent', 'bus b;\n|\nbus c;\n', 'bus b;\n\nbus c;\n'],
  ['a file with CRLF keeps it', 'bus a;\r\nbus b {\r\n|', 'bus a;\r\nbus b {\r\n    \r\n}'],
  ['nothing to do in an empty file', '\n|', '\n'],
];

for (const [title, before, after] of CASES) {
  test(title, () => assert.equal(typed(before), after));
}
