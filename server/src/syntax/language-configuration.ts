// What the editor does without a server: brackets, comments, words, indentation. VS Code's language configuration; see
// code.visualstudio.com/api/language-extensions/language-configuration-guide.

/** The content of `syntaxes/language-configuration.json`. */
export function languageConfiguration(): unknown {
  const pairs = [
    ['{', '}'],
    ['(', ')'],
    ['[', ']'],
  ];
  return {
    comments: { lineComment: '//', blockComment: ['/*', '*/'] },
    brackets: pairs,
    autoClosingPairs: [
      ...pairs.map(([open, close]) => ({ open, close })),
      { open: '"', close: '"', notIn: ['string', 'comment'] },
      { open: '/*', close: ' */', notIn: ['string', 'comment'] },
    ],
    surroundingPairs: [...pairs, ['"', '"']],
    colorizedBracketPairs: pairs,
    // A name is one word, with all of `0000:05:00.0` or `mlx5_core.sf.4`.
    wordPattern: '[A-Za-z0-9_]+(?:[-.:@][A-Za-z0-9_]+)*',
    indentationRules: {
      increaseIndentPattern:
        '^(?:[^"/]|"(?:[^"\\\\]|\\\\.)*"|/(?!/))*\\{(?:[^}"/]|"(?:[^"\\\\]|\\\\.)*"|/(?!/))*(?://.*)?$',
      decreaseIndentPattern: '^\\s*\\}',
    },
    onEnterRules: [
      {
        beforeText: '^\\s*///.*$',
        action: { indent: 'none', appendText: '/// ' },
      },
      {
        beforeText: '^.*\\{$',
        afterText: '^\\}',
        action: { indent: 'indentOutdent' },
      },
    ],
    folding: { markers: { start: '^\\s*//\\s*#region\\b', end: '^\\s*//\\s*#endregion\\b' } },
  };
}
