// The form of a command as data: what parsing its arguments and printing its help are made from.

export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What the help calls its value; an option without it is a switch. */
  readonly value?: string;
  /** The values that it takes, the default first. */
  readonly choices?: readonly string[];
  readonly help: string;
}

export interface CommandSpec {
  readonly name: string;
  /** What follows the name: `PATHS… [options]`. */
  readonly synopsis: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Paragraphs of the command's own help. */
  readonly details: string;
  readonly options: readonly OptionSpec[];
  /** Least and most arguments besides options, and what to say if there are fewer. */
  readonly positionals: { readonly least: number; readonly most: number; readonly missing: string };
}

/** An option of every command. */
export const HELP_OPTION: OptionSpec = { name: 'help', short: 'h', help: 'show this text' };

export const KERNEL_OPTION: OptionSpec = {
  name: 'kernel',
  value: 'DIR',
  help: "a kernel's module folder (modules.alias, …): its modules stand as drivers beside the declared ones",
};
