// The codes that are no checks: what the reader of names, the expectations and `allow` report. Only documentation; the codes
// themselves are said where they are reported. (`syntax/…` is documented by the fixtures of the reader.)

export interface FamilyCode {
  /** In the tables below what is after the family's slash. */
  readonly code: string;
  /** A sentence of Markdown. */
  readonly meaning: string;
}

export const NAME_CODES: readonly FamilyCode[] = [
  { code: 'unknown', meaning: 'Nothing of this name is there. Names that are near are offered.' },
  { code: 'wrong-kind', meaning: 'Something of this name is there, but it is not what stands here.' },
  { code: 'ambiguous', meaning: 'Several things have this name; each is offered with its bus or parent.' },
  {
    code: 'duplicate',
    meaning: 'A thing of this name is declared already. The first in import order is meant.',
  },
  { code: 'library', meaning: 'The standard library has this name; only `replace` takes its place.' },
  {
    code: 'nothing-to-replace',
    meaning: '`replace` names something that is neither in the library nor imported.',
  },
  {
    code: 'not-yet',
    meaning: 'The bus or class came with a later kernel than the one the root counts with.',
  },
  { code: 'unknown-field', meaning: 'The bus, class or flavour has no field or fact of this name.' },
  {
    code: 'value',
    meaning:
      'The value does not fit its field: a text for a number, a number too wide, a name out of no `values`.',
  },
  { code: 'duplicate-fact', meaning: 'A fact is set twice, in one declaration or through an `extend`.' },
  {
    code: 'two-hold',
    meaning:
      'Two statements hold for this kernel where there can be one (`match`, `id_table`): bound them by versions.',
  },
  {
    code: 'title',
    meaning:
      'The title of a scenario is empty, or another scenario of the file has it: reports, the list of tests and `--scenario` know scenarios by their titles.',
  },
  {
    code: 'import',
    meaning:
      'The imported file is not there, or it (or the folder of a kernel) lies outside of the folders of a workspace that is not trusted.',
  },
  { code: 'format', meaning: 'A format cannot be read, or a hole of it names no field.' },
  {
    code: 'kernel',
    meaning:
      'An imported file says another kernel version than the root; the root’s counts. Or the root says a later kernel than the library describes: the newest rules that it has are used.',
  },
];

export const EXPECT_CODES: readonly FamilyCode[] = [
  {
    code: 'bound',
    meaning: 'The device is not bound, or to another driver. The message says to which, and by which rule.',
  },
  {
    code: 'state',
    meaning: 'The device is in another state than `unbound`, `deferred`, `absent` or `waits`.',
  },
  { code: 'because', meaning: 'The state holds, but another rule decided it.' },
  { code: 'absent', meaning: 'The device is not there: what makes it did not, or it is declared `absent`.' },
  { code: 'fact', meaning: 'A derived fact (`parent`, `dma`, `modalias`, `name` …) has another value.' },
  { code: 'module', meaning: 'The module is loaded, or is not.' },
  { code: 'problem', meaning: 'No finding has this code, or none about this thing.' },
  { code: 'no-problem', meaning: 'There is a finding at warning or above.' },
  {
    code: 'order',
    meaning:
      'The probes, removals, suspensions … happened in another order. All of them since the last step count if they are there, else since the start; of what happened twice the last time counts, and a removal when it is over.',
  },
  {
    code: 'error',
    meaning:
      'A step of a scenario fails and no `expect error` follows, or it succeeds or fails with another error than the one that is expected.',
  },
  { code: 'scenario', meaning: '`expect error` speaks of the step before it: it stands in a `scenario`.' },
];

export const RUN_CODES: readonly FamilyCode[] = [
  {
    code: 'livelock',
    meaning:
      'A real kernel would do this for ever: a probe that makes devices and then defers is retried because of them (LC-27), an unbind waits for a probe that has ended (LC-34). Buswright stops there, says so and goes on.',
  },
  {
    code: 'stack-overflow',
    meaning:
      'A driver matches the devices that its own probe makes: each probe nests in the one before until the kernel’s stack overflows (LC-13).',
  },
];

export const ALLOW_CODES: readonly FamilyCode[] = [
  {
    code: 'unused',
    meaning: 'The `allow` silences nothing: the finding is gone, or stands elsewhere. Delete it.',
  },
];

export const CHECK_CODES: readonly FamilyCode[] = [
  {
    code: 'failed',
    meaning:
      'A check of Buswright itself threw an error. What it had to say about this subject is missing, all other findings are there. It is a mistake of Buswright, not of the text: please report it with the text.',
  },
];
