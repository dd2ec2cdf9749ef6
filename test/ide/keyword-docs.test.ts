// Every keyword of the grammar has a sentence that hover and completion can show.
import assert from 'node:assert/strict';
import test from 'node:test';
import { keywordDoc } from '../../server/src/ide/words/keyword-docs.ts';
import { type Body, GRAMMAR } from '../../server/src/syntax/grammar.ts';

test('no keyword is without a sentence', () => {
  const bare: string[] = [];
  for (const [body, keywords] of Object.entries(GRAMMAR)) {
    for (const keyword of Object.keys(keywords)) {
      if (keywordDoc(body as Body, keyword) === undefined) bare.push(`${body}.${keyword}`);
    }
  }
  assert.deepEqual(bare, []);
});
