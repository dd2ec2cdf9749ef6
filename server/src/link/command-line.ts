// The kernel's command line: parameters by name. Documentation/admin-guide/kernel-parameters.rst; what a parameter does to the
// model is said where it is asked for.

/** The values of a parameter, in the order in which they stand. `-` and `_` in its name are one letter (kernel/params.c:parameq). */
export function parameterValues(cmdline: string | undefined, name: string): readonly string[] {
  return (cmdline ?? '').split(/\s+/).flatMap((word) => {
    const end = word.indexOf('=');
    return end > 0 && word.slice(0, end).replaceAll('-', '_') === name ? [word.slice(end + 1)] : [];
  });
}

/** The last value that the parameter takes: what it does not know changes nothing. */
export function parameterIn<T extends string>(
  cmdline: string | undefined,
  name: string,
  known: readonly T[],
): T | undefined {
  return parameterValues(cmdline, name)
    .flatMap((value) => known.filter((it) => it === value))
    .at(-1);
}

/** kstrtobool() of the last value that is one. */
export function switchedOn(cmdline: string | undefined, name: string): boolean {
  const last = parameterValues(cmdline, name)
    .filter((value) => SWITCH.test(value))
    .at(-1);
  return last !== undefined && !OFF.test(last);
}

const SWITCH = /^(?:[ytnf01]|on|off)/i;
const OFF = /^(?:[nf0]|off)/i;
