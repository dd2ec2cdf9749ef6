#!/usr/bin/env node
// The command `buswright`: starts the bundled command line, or says how to build it in a checkout. Does nothing else.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const program = join(__dirname, '../../dist/cli.cjs');
if (existsSync(program)) {
  require(program);
} else {
  process.stderr.write('buswright is not built yet. Run `npm run build` in its checkout first.\n');
  process.exitCode = 2;
}
