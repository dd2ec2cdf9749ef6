// Starts what a session test needs: a server in this process with an editor before it, on a host whose files are a map.
import type { ServerHost } from '../../../server/src/lsp/host.ts';
import { connectInProcess } from './connect.ts';
import { type EditorOptions, type FakeEditor, startEditor } from './fake-editor.ts';

export interface SessionOptions extends EditorOptions {
  /** URI → text of the files on the server's own disk; not set: the server has none. */
  readonly disk?: Readonly<Record<string, string>>;
  /** The server's patience ends as soon as it begins to wait. */
  readonly impatient?: true;
}

/** Runs `act` with an editor and stops both ends afterwards; what went over the wire is printed if it fails. */
export async function session(
  options: SessionOptions,
  act: (editor: FakeEditor) => Promise<void>,
): Promise<void> {
  const editor = await startEditor(connectInProcess(hostWith(options)), options);
  try {
    await act(editor);
  } catch (error) {
    console.error(editor.log.map((line) => line.slice(0, 400)).join('\n'));
    throw error;
  } finally {
    await editor.stop();
  }
}

/** Waits of a frame or so are over at once, in the order in which they began; longer ones never, or at once. */
export function hostWith({ disk, impatient }: Pick<SessionOptions, 'disk' | 'impatient'>): ServerHost {
  return {
    clock: { now: () => performance.now() },
    scheduler: {
      after(milliseconds, act) {
        if (milliseconds > 1000 && impatient !== true) return () => {};
        const immediate = setImmediate(act);
        return () => clearImmediate(immediate);
      },
    },
    ...(disk === undefined
      ? {}
      : { files: () => ({ read: async (uri) => disk[uri], find: async () => Object.keys(disk) }) }),
  };
}
