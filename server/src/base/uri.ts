// Just enough of URIs to resolve an import: the platform's URL class is not there in the core, and a bare path is a URI too.

/** The URI that a relative path means beside another file. Segments of the path are percent-encoded as the base's are. */
export function resolveUri(base: string, path: string): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(path)) return path;
  const prefix = /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/[^/]*)?/.exec(base)?.[0] ?? '';
  const folder = path.startsWith('/') ? [] : base.slice(prefix.length).split('/').slice(0, -1);
  const segments = path.split('/').map((it) => (prefix === '' ? it : encode(it)));
  const acc: string[] = folder;
  for (const segment of segments) {
    if (segment === '..') {
      if (acc.length > 1) acc.pop();
    } else if (segment !== '.' && !(segment === '' && acc.length > 0)) acc.push(segment);
  }
  return prefix + acc.join('/');
}

/** As editors encode file URIs: everything but letters, digits, `-._~` and `/`. */
function encode(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
