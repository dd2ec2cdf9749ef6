// Loads a development folder into the workbench as a web extension: VS Code then runs it in its worker host, with no Node near. The page
// gets the extension's files from its own origin, because a worker of another origin is refused.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const PATH = '/web-extension';
const types = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** To be called before the page is opened at `url`. */
export async function addWebExtension(page, url, folder) {
  const { host, origin } = new URL(url);
  await page.route(`${origin}${PATH}/**`, (route) => {
    const file = path.join(
      folder,
      decodeURIComponent(new URL(route.request().url()).pathname.slice(PATH.length)),
    );
    try {
      const contentType = types[path.extname(file)] ?? 'text/plain';
      return route.fulfill({ body: readFileSync(file), contentType });
    } catch {
      return route.fulfill({ status: 404 });
    }
  });
  await page.addInitScript(
    ({ extension }) => {
      document.addEventListener('readystatechange', () => {
        const meta = document.getElementById('vscode-workbench-web-configuration');
        if (meta === null) return;
        const settings = JSON.parse(meta.getAttribute('data-settings'));
        settings.developmentOptions = { ...settings.developmentOptions, extensions: [extension] };
        meta.setAttribute('data-settings', JSON.stringify(settings));
      });
    },
    { extension: { scheme: 'http', authority: host, path: PATH } },
  );
}
