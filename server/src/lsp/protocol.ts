// Custom requests and notices between client and server: method names and plain types, nothing else. The client imports only
// this file of the server. Every change is written down in docs/protocol.md (a test compares a hash).
import type { Location, Position, Range } from 'vscode-languageserver-types';

/** How the Buses view is arranged: /sys/bus, /sys/devices or /sys/class. */
export type TreeOrder = 'bus' | 'device' | 'class';

export interface TreeNode {
  /** Stable while the thing it stands for keeps its name: expansion and selection hang on it. */
  readonly id: string;
  readonly kind: 'root' | 'bus' | 'class' | 'group' | 'device' | 'driver' | 'module';
  readonly label: string;
  /** Dimmed, behind the label: the bound driver, or the reason why there is none. */
  readonly description?: string;
  readonly state?: 'bound' | 'unbound' | 'deferred' | 'absent' | 'waits';
  readonly hasChildren: boolean;
  /** Where a click goes. */
  readonly location?: Location;
  /** What the context menu copies. */
  readonly name?: string;
  readonly sysfsPath?: string;
  readonly modalias?: string;
}

/** Children of a node, or the top nodes if `parent` is not given. → `TreeNode[]` */
export const TreeChildrenRequest = 'buswright/tree/children';
export interface TreeChildrenParams {
  readonly order: TreeOrder;
  readonly parent?: string;
}

/** What nodes say now, in the order of the ids; null for one that is gone. → `(TreeNode | null)[]` */
export const TreeNodesRequest = 'buswright/tree/nodes';
export interface TreeNodesParams {
  readonly ids: readonly string[];
}

/** The hover text of a node as Markdown, made when it is looked at. → `string` */
export const TreeTooltipRequest = 'buswright/tree/tooltip';
export interface TreeTooltipParams {
  readonly id: string;
}

/** The nodes from the top down to what stands at a place of the text; empty if nothing does. → `TreeNode[]` */
export const TreeRevealRequest = 'buswright/tree/reveal';
export interface TreeRevealParams {
  readonly order: TreeOrder;
  readonly uri: string;
  readonly position: Position;
}

/** Server → client: the own lines of these nodes changed, and of the drivers among them the list of their devices. No ids: everything may have. */
export const TreeChangedNotification = 'buswright/tree/changed';
export interface TreeChangedParams {
  readonly ids?: readonly string[];
  /** For the status item and the view's message. */
  readonly summary: {
    readonly devices: number;
    readonly bound: number;
    readonly unbound: number;
    readonly deferred: number;
    readonly problems: number;
  };
}

/** The trace of the driver core's decisions for one device (and one driver), as the text of a document. → `ExplainResult | null` */
export const ExplainRequest = 'buswright/explain';
export type ExplainParams =
  | { readonly id: string; readonly driver?: string }
  | { readonly uri: string; readonly position: Position };
export interface ExplainResult {
  readonly title: string;
  readonly text: string;
}

/** The text of a library file (`topo-std:/pci.topo`). → `string | null` */
export const LibraryRequest = 'buswright/library';
export interface LibraryParams {
  readonly uri: string;
}

/** A udev dump as a topology. → `ImportResult` */
export const ImportRequest = 'buswright/import';
export interface ImportParams {
  readonly text: string;
  /** Name of the dump, for the comment at the top. */
  readonly name: string;
}
export interface ImportResult {
  readonly text: string;
  readonly devices: number;
}

/** The syntax tree of a document as text, for those who work on Buswright. → `string` */
export const SyntaxTreeRequest = 'buswright/syntaxTree';
export interface SyntaxTreeParams {
  readonly uri: string;
  readonly range?: Range;
}

/** Server → client requests for files, so that one server works on disk, remote and in the browser. → `string | null` */
export const ReadFileRequest = 'buswright/fs/read';
export interface ReadFileParams {
  readonly uri: string;
}
/** → `string[]` of the URIs of all `.topo` files of the workspace. */
export const FindFilesRequest = 'buswright/fs/find';

/** `initializationOptions` of a client that answers the two requests above. */
export interface InitializationOptions {
  readonly files?: 'client';
  /** Scheme under which the client shows library files; without it they are written to a read-only cache folder. */
  readonly libraryScheme?: 'topo-std';
  /** The workspace is not trusted: no text makes the server read what lies outside of its folders. Ends with a new server. */
  readonly trust?: 'restricted';
}

/** A scenario, or the top-level expectations of a file. */
export interface TestCase {
  /** Stable while the title and its place among scenarios of the same title are. */
  readonly id: string;
  readonly kind: 'scenario' | 'expectations';
  readonly title: string;
  readonly location: Location;
}

/** The test cases of all topologies, by file and in text order. → `TestCase[]` */
export const TestListRequest = 'buswright/test/list';

/** Runs test cases, in every order that the kernel leaves open. → `TestResult[]`, in the order of the ids; none for one that is gone */
export const TestRunRequest = 'buswright/test/run';
export interface TestRunParams {
  readonly ids: readonly string[];
  /** With what the driver core did in each scenario. */
  readonly traces?: boolean;
}
export interface TestResult {
  readonly id: string;
  /** Empty: it passes. */
  readonly failures: readonly { readonly message: string; readonly location: Location }[];
  /** In how many orders it was run, and whether there are more than were tried. */
  readonly orders: number;
  readonly more: boolean;
  /** Of a scenario, if it was asked for: what `buswright trace` prints, in the usual order. */
  readonly trace?: string;
}
