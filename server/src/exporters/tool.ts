// Who wrote a report: name, version and where its documents are. Given by the host, so that no exporter knows the package.

export interface Tool {
  readonly name: string;
  readonly version: string;
  /** The home of the project. */
  readonly homepage: string;
  /** The page of a code in docs/diagnostics. */
  helpUri(code: string): string;
}
