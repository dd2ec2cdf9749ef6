// The user's settings (`buswright.*`), read with tolerance: a client may answer null, a part, or something of the wrong type;
// what is not understood keeps its default. The defaults are those of package.json.

export interface InlayHintSettings {
  /** The bound driver, or why there is none, after a device. */
  readonly binding: boolean;
  /** The number of the row that fits. */
  readonly row: boolean;
  readonly modalias: boolean;
  /** The number of devices after a driver. */
  readonly devices: boolean;
  /** Rank among the drivers that match, where it decides. */
  readonly rank: boolean;
}

export interface Settings {
  readonly severity: 'relaxed' | 'strict' | 'stricter';
  /** Folder of a kernel's `modules.alias` and its neighbors; a path or a URI. */
  readonly kernelModules: string | undefined;
  readonly inlayHints: InlayHintSettings;
  readonly formatIndent: number;
}

export const DEFAULT_SETTINGS: Settings = {
  severity: 'relaxed',
  kernelModules: undefined,
  inlayHints: { binding: true, row: true, modalias: false, devices: true, rank: true },
  formatIndent: 4,
};

/** The section `buswright` as the client sent it. */
export function settingsFrom(section: unknown): Settings {
  const { severity, inlayHints, kernel, format } = record(section);
  const modules = record(kernel).modules;
  const indent = record(format).indent;
  return {
    severity:
      severity === 'strict' || severity === 'stricter' || severity === 'relaxed'
        ? severity
        : DEFAULT_SETTINGS.severity,
    kernelModules: typeof modules === 'string' && modules !== '' ? modules : undefined,
    inlayHints: inlayHintsFrom(record(inlayHints)),
    formatIndent:
      typeof indent === 'number' && indent >= 1 && indent <= 8
        ? Math.floor(indent)
        : DEFAULT_SETTINGS.formatIndent,
  };
}

function inlayHintsFrom(section: Readonly<Record<string, unknown>>): InlayHintSettings {
  const flag = (name: keyof InlayHintSettings) => {
    const value = section[name];
    return typeof value === 'boolean' ? value : DEFAULT_SETTINGS.inlayHints[name];
  };
  return {
    binding: flag('binding'),
    row: flag('row'),
    modalias: flag('modalias'),
    devices: flag('devices'),
    rank: flag('rank'),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
