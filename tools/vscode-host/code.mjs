#!/usr/bin/env node
// Stands in for the `code` executable, so that @vscode/test-electron runs tests in the workbench of workbench.mjs. Its exit code is
// that of the test run; the environment given to it reaches the extension host.
// Usage: code.mjs [--extensionDevelopmentPath=DIR]... [--extensionTestsPath=FILE] [--install-extension=VSIX]... [FOLDER|WORKSPACE]
//   WORKBENCH_LIMIT_MS: time for the whole run.   WORKBENCH_FAILURE_SHOT: a PNG of the workbench if the run did not end.
import util from 'node:util';
import { openBrowser, startServer } from './workbench.mjs';

const limit = Number(process.env.WORKBENCH_LIMIT_MS ?? 900_000);
const options = readArguments(process.argv.slice(2));
let server;
let browser;
let closing;

/** Once, however it comes: at the end or by a signal. */
const close = () => {
  closing ??= (async () => {
    await browser?.close().catch(() => {});
    await server?.close();
  })();
  return closing;
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => close().finally(() => process.exit(130)));
}
// A closed pipe must not leave the server behind.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

let code = 1;
try {
  server = await startServer({ install: options.install });
  browser = await openBrowser();
  code = await Promise.race([runTests(browser.page, server.url(options)), server.died, afterLimit()]);
} catch (error) {
  if (closing === undefined) {
    console.error(error);
    const shot = process.env.WORKBENCH_FAILURE_SHOT;
    if (shot !== undefined) await browser?.page.screenshot({ path: shot }).catch(() => {});
  }
} finally {
  await close();
}
process.exit(code);

function readArguments(args) {
  const values = (name) =>
    args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  return {
    extensions: values('extensionDevelopmentPath'),
    tests: values('extensionTestsPath')[0],
    install: values('install-extension'),
    open: args.find((arg) => !arg.startsWith('-')),
  };
}

/** Settles with the exit code that the extension host reports. */
async function runTests(page, url) {
  const finished = new Promise((resolve, reject) => {
    page.on('crash', () => reject(new Error('the page of the workbench crashed')));
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const text = util.format(...args);
    if (!isWorkbenchTalk(text)) (type === 'error' || type === 'warn' ? console.error : console.log)(text);
  });
  await page.goto(url);
  return finished;
}

/** The workbench logs about itself through the same function as the tests. */
function isWorkbenchTalk(text) {
  return /^(%c|Ignoring fetching|Creating a socket|Resolv|Updating additional|\[(AgentHost|Account|reconn|Service Worker|ChatModel))/.test(
    text,
  );
}

function afterLimit() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no result after ${limit} ms`)), limit).unref();
  });
}
