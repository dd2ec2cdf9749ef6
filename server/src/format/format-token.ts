// The tokens that the layout works on: what is printed, and how the author broke the line before it. Blanks are not here.

export interface FormatToken {
  readonly text: string;
  /** Place in the file; a comment's end leaves out its trailing blanks, which are white space. */
  readonly start: number;
  readonly end: number;
  readonly comment: 'no' | 'line' | 'block';
  /** Line ends between this token and the one before: 0, 1, or 2 for a blank line. */
  readonly linesBefore: number;
}

export function isComment(token: FormatToken): boolean {
  return token.comment !== 'no';
}
