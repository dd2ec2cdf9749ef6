// The formatter's door: the one canonical layout of a file, an item, a selection, and while typing.
export { formatOnType } from './format-on-type.ts';
export { applyEdits, type Formatted, formatSource } from './format-source.ts';
export { formatItem, formatRange, formatTree } from './format-tree.ts';
export { DEFAULT_OPTIONS, type FormatOptions } from './options.ts';
