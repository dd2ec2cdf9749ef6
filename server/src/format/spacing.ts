// The blank between two tokens of one line. It depends on the two tokens and the one after them, on nothing else:
// that is what makes the width of any run of tokens a difference of two sums.

/** `next` is the token behind `right`: in C, `f(` and `int (*f)` differ by it. */
export function spaceBetween(left: string, right: string, next: string | undefined): '' | ' ' {
  if (right === ';' || right === ',' || right === ')' || right === ']' || right === '[') return '';
  if (isCommentText(left) || isCommentText(right)) return ' ';
  if (left === '(' || left === '[' || left === '*') return '';
  if (left === '/' || right === '/') return '';
  if (right === '(') return spaceBeforeParenthesis(left, next);
  return ' ';
}

/** None in a call or prototype (`f(void)`, `(*f)(void)`), one before a function pointer's name (`int (*f)`). */
function spaceBeforeParenthesis(left: string, next: string | undefined): '' | ' ' {
  if (left === ')') return '';
  return next === '*' || left === ',' ? ' ' : '';
}

function isCommentText(text: string): boolean {
  return text.startsWith('//') || text.startsWith('/*');
}
