// What a host tells the workspace: texts, edits, and settings. The workspace is synchronous on what it has been told.
import type { TextEdit } from '../base/text-range.ts';
import type { InstalledModules } from '../driver-core/topology.ts';

export interface Change {
  /** URI → text, for files that were opened, read or changed as a whole. */
  readonly files?: ReadonlyMap<string, string>;
  /** URI → edits in LSP's order: each refers to the text that the one before left. */
  readonly edits?: ReadonlyMap<string, readonly TextEdit[]>;
  readonly removed?: readonly string[];
  /** Wanted files that do not exist: no longer asked for. */
  readonly missing?: readonly string[];
  /** URI of a kernel's module folder → what depmod wrote there (`kernel 6.1 { modules = "…"; }`). */
  readonly kernels?: ReadonlyMap<string, InstalledModules>;
  readonly config?: Config;
}

export interface Config {
  /** The kernel's modules for roots that name none themselves. */
  readonly installed?: InstalledModules;
  /** Whether a text may make the host read this, asked anew each time. Not set: yes. What it may not is never wanted, and a finding says so. */
  readonly mayRead?: (uri: string) => boolean;
}
