// Where the kernel leaves open what comes first, all orders: a run is repeated with other choices, depth first, until every sequence
// of choices was made or the caller has enough. Knows nothing of what is run.

/** Asked with how many alternatives there are; answers which one, from 0. */
export type Choose = (alternatives: number) => number;

/** The first order takes the first alternative everywhere; there are as many as there are sequences of choices. */
export function* ordersOf<T>(once: (choose: Choose) => T): Iterable<T> {
  for (let next: readonly number[] | undefined = []; next; ) {
    const made = follow(next);
    yield once(made.choose);
    next = after(made);
  }
}

interface Made {
  readonly choose: Choose;
  readonly taken: readonly number[];
  readonly widths: readonly number[];
}

function follow(choices: readonly number[]): Made {
  const taken: number[] = [];
  const widths: number[] = [];
  const choose: Choose = (alternatives) => {
    const choice = choices[taken.length] ?? 0;
    taken.push(choice);
    widths.push(alternatives);
    return choice;
  };
  return { choose, taken, widths };
}

/** The last choice that has another alternative takes it; what came after is chosen anew. */
function after({ taken, widths }: Made): readonly number[] | undefined {
  for (let at = taken.length - 1; at >= 0; at--) {
    const choice = taken[at] ?? 0;
    if (choice + 1 < (widths[at] ?? 0)) return [...taken.slice(0, at), choice + 1];
  }
  return undefined;
}
