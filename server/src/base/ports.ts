// The doors outwards: what a host gives to the server. Everything below the hosts is synchronous, pure and silent; files and
// time come in through these. Never implemented here.

/** Reads files. A URI that cannot be read gives `undefined`: a missing import is a problem of the text, not an exception. */
export interface FileProvider {
  read(uri: string): Promise<string | undefined>;
  /** The URIs of all `.topo` files of the workspace. */
  find(): Promise<readonly string[]>;
}

export interface Clock {
  /** Milliseconds since some moment; only differences mean something. */
  now(): number;
}

export interface Scheduler {
  /** Acts once after that many milliseconds, unless the returned function is called before. */
  after(milliseconds: number, act: () => void): () => void;
}
