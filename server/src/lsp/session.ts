// The state of one connection, the only mutable thing of this layer: the workspace, which documents are open, what the client
// can do and wants, what it was last told. Handlers read it; sync, files and settings change it.
import { Workspace } from '../db/workspace.ts';
import type { Counts } from '../ide/summary.ts';
import type { ClientFeatures } from './client-features.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { createTokenCache, type TokenCache } from './token-cache.ts';

/** What a client was last told about a document. */
export interface Told {
  readonly resultId: string;
  /** The diagnostics as JSON, for comparison. */
  readonly content: string;
}

export interface OpenDocument {
  readonly version: number;
  /** As the client spells it. */
  readonly uri: string;
}

export interface Session {
  readonly workspace: Workspace;
  readonly features: ClientFeatures;
  settings: Settings;
  /** URIs of the workspace's folders. */
  folders: readonly string[];
  /** By the workspace's URI. */
  readonly open: Map<string, OpenDocument>;
  /** Set while files are being read; requests wait for it. */
  loading: Promise<void> | undefined;
  /** The client's spelling of a URI → the workspace's. */
  readonly uris: Map<string, string>;
  /** Library URI → the file that the host wrote for it. */
  readonly shownLibrary: Map<string, string>;
  readonly told: Map<string, Told>;
  nextResultId: number;
  readonly tokens: TokenCache;
  readonly notices: Notices;
  /** After `shutdown` the client is told nothing more. */
  ended: boolean;
}

/** What the client is told after a change, a moment later. */
export interface Notices {
  /** Cancels the waiting notice. */
  cancel: (() => void) | undefined;
  /** Milliseconds that the last notice took. */
  cost: number;
  /** Root → generation of its model that the client was told about. */
  readonly told: Map<string, number>;
  readonly counts: Counts;
  /** Results changed though no open text did: the client is to ask again. */
  refresh: boolean;
}

export function createSession(features: ClientFeatures, folders: readonly string[]): Session {
  return {
    workspace: new Workspace(),
    features,
    settings: DEFAULT_SETTINGS,
    folders,
    open: new Map(),
    loading: undefined,
    uris: new Map(),
    shownLibrary: new Map(),
    told: new Map(),
    nextResultId: 1,
    tokens: createTokenCache(),
    notices: { cancel: undefined, cost: 0, told: new Map(), counts: new Map(), refresh: false },
    ended: false,
  };
}
