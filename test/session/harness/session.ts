// Starts what a session test needs: a server in this process with an editor before it, on a host whose files are a map.
import type { ServerHost } from '../../../server/src/lsp/host.ts';
import { connectInProcess } from './connect.ts';
import { type EditorOptions, type FakeEditor, startEditor } from './fake-editor.ts';

export interface SessionOptions extends EditorOptions {
  /** URI → text of the files on the server's own disk; not set: the server has none. */
  readonly disk?: Readonly<Record<string, string>>;
}

/** Runs `act` with an editor and stops both ends afterwards; what went over the wire is printed if it fails. */
export async function session(
  options: SessionOptions,
  act: (editor: FakeEditor) => Promise<void>,
): Promise<void> {
  const editor = await startEditor(connectInProcess(hostWith(options.disk)), options);
  try {
    await act(editor);
  } catch (error) {
    console.error(editor.log.map((line) => line.slice(0, 400)).join('\n'));
    throw error;
  } finally {
    await editor.stop();
  }
}

export function hostWith(disk: Readonly<Record<string, string>> | undefined): ServerHost {
  return {
    clock: { now: () => performance.now() },
    scheduler: {
      after(_milliseconds, act) {
        const immediate = setImmediate(act);
        return () => clearImmediate(immediate);
      },
    },
    ...(disk === undefined
      ? {}
      : { files: () => ({ read: async (uri) => disk[uri], find: async () => Object.keys(disk) }) }),
  };
}
