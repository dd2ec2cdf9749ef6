// Machines in which names clash and nothing else does: every device is there and every request is carried out, while devices, labels,
// requests, buses and classes are called alike. A name is drawn once for a bus, a class and `none`, and once for a directory.
import fc from 'fast-check';

const SPACES = ['b1', 'b2', 'none', 'c1'];
const NAMES = ['x0', 'x1', 'l0', 'b1', 'c1'];
const LABELS = ['l0', 'l1', 'x0', 'x1'];
const REQUESTS = ['r0', 'x0', 'r1', 'x1', 'r2', 'r3', 'r4', 'r5', 'r6'];

/** What a part of a reference can be. */
export const WORDS: readonly string[] = [...new Set([...SPACES, ...NAMES, ...LABELS, 'r0', 'r1', 'r2'])];

/** A driver binds the one device of its bus that has its number, and may then make others. */
const busText = (bus: string): string => `bus ${bus} {
    device struct ${bus}_device { u32 id; dev_root = ${bus}; }
    driver struct ${bus}_driver { requires probe; }
    id_table struct ${bus}_id { u32 id; }
    match { id_table; }
}`;
const TYPES = `${busText('b1')}\n${busText('b2')}\nclass c1 { name = "made{n}"; }\nmodule held { loaded; }`;

interface Drawn {
  readonly space: string;
  readonly name: string;
  readonly label: string | undefined;
  /** `asked too`: made for the same request as another. */
  readonly how: 'top' | 'nested' | 'under' | 'made' | 'asked' | 'asked too';
  /** Which of those before it is its parent or maker. */
  readonly above: number;
}

const entity = fc.record<Omit<Drawn, 'space' | 'name'>>({
  label: fc.option(fc.constantFrom(...LABELS), { nil: undefined }),
  how: fc.constantFrom('top', 'nested', 'under', 'made', 'asked', 'asked too'),
  above: fc.nat(20),
});
const PAIRS = SPACES.flatMap((space) => NAMES.map((name) => ({ space, name })));

export const machineOfNames: fc.Arbitrary<string> = fc
  .shuffledSubarray(PAIRS, { minLength: 3, maxLength: 9 })
  .chain((pairs) => fc.tuple(...pairs.map((pair) => entity.map((it) => ({ ...it, ...pair })))))
  .map((all) => [TYPES, ...toTexts(all)].join('\n'));

/** A device with what is to be written in it, and of its driver. */
interface Node {
  readonly drawn: Drawn;
  readonly number: number;
  readonly isDeclared: boolean;
  readonly under: Node | undefined;
  /** The request that it was made for: requests of it stand there. */
  readonly request: Asked | undefined;
  readonly children: Node[];
  readonly steps: string[];
  readonly asked: Asked[];
  /** Names in its directory. */
  readonly taken: Set<string>;
}

interface Asked {
  readonly name: string;
  readonly flavour: string;
  readonly steps: string[];
  readonly inner: Asked[];
}

function toTexts(all: readonly Drawn[]): readonly string[] {
  const nodes: Node[] = [];
  const names = REQUESTS[Symbol.iterator]();
  all.forEach((drawn, number) => {
    const node = place(nodes, drawn, number, () => names.next().value ?? '');
    if (node) nodes.push(node);
  });
  return [
    ...nodes.filter((it) => it.isDeclared && !isNested(it)).map(deviceText),
    ...nodes.filter((it) => !it.isDeclared && !it.request && it.asked.length > 0).map(extensionText),
    ...nodes.filter(isDriven).map(driverText),
  ];
}

/** Undefined: there is something of its name where it would have to be. */
function place(
  nodes: readonly Node[],
  drawn: Drawn,
  number: number,
  request: () => string,
): Node | undefined {
  const { how, above, space, name } = drawn;
  const isMade = how === 'made' || how === 'asked' || how === 'asked too';
  const candidates = nodes.filter((it) =>
    isMade ? canMake(it, how) : it.isDeclared && (how === 'nested' || isUnique(it)),
  );
  const owner = how === 'top' ? undefined : candidates[above % candidates.length];
  const entry = space === 'c1' && owner?.drawn.space !== 'c1' ? `c1/${name}` : name;
  if (owner?.taken.has(entry)) return undefined;
  owner?.taken.add(entry);
  const isDeclared = !isMade || !owner;
  const asked = isDeclared || how === 'made' ? undefined : askedOf(owner, how, request);
  if (!isDeclared) (asked?.steps ?? owner.steps).push(stepText(drawn, number));
  const node = {
    ...{ drawn, number, isDeclared, request: asked, under: isDeclared ? owner : undefined },
    ...{ children: [], steps: [], asked: [], taken: new Set<string>() },
  };
  if (isNested(node)) owner?.children.push(node);
  return node;
}

/** A request of the device, and where it stands: in the device, or in the request that this was made for. */
function askedOf(owner: Node, how: Drawn['how'], request: () => string): Asked {
  const known = owner.asked.at(-1);
  if (known && how === 'asked too') return known;
  const name = request();
  const asked: Asked = { name, flavour: `f${owner.number}${name}`, steps: [], inner: [] };
  owner.asked.push(asked);
  owner.request?.inner.push(asked);
  return asked;
}

function isNested({ drawn, under }: Pick<Node, 'drawn' | 'under'>): boolean {
  return under !== undefined && drawn.how === 'nested';
}

function isDriven({ drawn }: Node): boolean {
  return drawn.space.startsWith('b');
}

/** What is made unasked is asked in an extension, and `b1/NAME` may mean what a device of that name holds. */
function canMake(node: Node, how: Drawn['how']): boolean {
  const { drawn, isDeclared, request } = node;
  return isDriven(node) && (how === 'made' || isDeclared || request !== undefined || drawn.space !== 'b1');
}

/** There is one way to write it: what is on no bus is named by what holds it, and that may hold another of the name. */
function isUnique({ drawn, under }: Node): boolean {
  return drawn.space !== 'none' || under === undefined;
}

const as = (label: string | undefined): string => (label === undefined ? '' : ` as ${label}`);

function deviceText(node: Node): string {
  const { drawn, number, under, children, asked } = node;
  const on = drawn.space === 'c1' ? 'of c1' : `on ${drawn.space}`;
  const below = under && !isNested(node) ? ` under ${pathOf(under)}` : '';
  const body = [
    ...(isDriven(node) ? [`id = ${number};`] : []),
    ...asked.map(askedText),
    ...children.map(deviceText),
  ];
  return `device ${drawn.name} ${on}${below}${as(drawn.label)} { ${body.join(' ')} }`;
}

function pathOf({ drawn }: Node): string {
  return `${drawn.space}/${drawn.name}`;
}

function extensionText(node: Node): string {
  return `extend device ${pathOf(node)} { ${node.asked.map(askedText).join(' ')} }`;
}

function askedText({ name, flavour, inner }: Asked): string {
  return `create ${name} flavour ${flavour} { ${inner.map(askedText).join(' ')} }`;
}

function stepText({ space, name, label }: Drawn, number: number): string {
  if (space === 'c1') return `registers c1 ${name}${as(label)};`;
  return `creates ${space} ${name}${as(label)} { ${space === 'none' ? '' : `id = ${number};`} }`;
}

function driverText({ drawn, number, steps, asked }: Node): string {
  const flavours = asked.map((it) => `flavour ${it.flavour} { ${it.steps.join(' ')} }`);
  return `driver d${number} on ${drawn.space} { module = held; id_table { { id = ${number}; } } probe { ${steps.join(' ')} } ${flavours.join(' ')} }`;
}
