/**
 * The packages that a service may import, each with its entry points as its package.json names
 * them. A package is here when it is maintained, free to use, runs on the Node API that every
 * sandbox has, and teaches something that would be tedious to write by hand. An entry point is here
 * when a service has a use for it, or another package of the list imports it: what two packages
 * import must be one and the same module in both.
 */
export const VETTED_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  zod: ['.'],
  hono: [
    '.',
    './bearer-auth',
    './body-limit',
    './client',
    './conninfo',
    './cors',
    './etag',
    './factory',
    './http-exception',
    './logger',
    './proxy',
    './request-id',
    './streaming',
    './testing',
    './timeout',
    './timing',
    './validator',
    './ws',
  ],
  '@hono/node-server': ['.', './conninfo'],
  cockatiel: ['.'],
  '@connectrpc/connect': [
    '.',
    './protocol',
    './protocol-connect',
    './protocol-grpc',
    './protocol-grpc-web',
  ],
  '@bufbuild/protobuf': ['.', './codegenv2', './reflect', './wire', './wkt'],
};

/** Every specifier that names an entry point: `hono`, `hono/streaming`. */
export const VETTED_SPECIFIERS: ReadonlySet<string> = new Set(
  Object.entries(VETTED_PACKAGES).flatMap(([name, entries]) =>
    entries.map((entry) => name + entry.slice('.'.length)),
  ),
);

/** The package that a specifier would be of: `@hono/node-server` for `@hono/node-server/conninfo`. */
export function packageOf(specifier: string): string {
  return /^(?:@[^/]*\/)?[^/]*/.exec(specifier)?.[0] ?? specifier;
}

/** The path of an entry point's module, where the workspace's modules have theirs. */
export function packagePath(specifier: string): string {
  const name = packageOf(specifier);
  const entry = specifier === name ? 'index' : specifier.slice(name.length + 1);
  return `node_modules/${name}/${entry}.mjs`;
}

/** Whether a module's path is that of a package's, and not of the workspace's own. */
export function isPackagePath(path: string): boolean {
  return path.startsWith('node_modules/');
}

/** The package.json by which Node finds a bundled package's entry points. */
export function packageJson(name: string): string {
  const exports = (VETTED_PACKAGES[name] ?? []).map((entry) => {
    const specifier = name + entry.slice('.'.length);
    return [entry, packagePath(specifier).replace(`node_modules/${name}`, '.')] as const;
  });
  return `${JSON.stringify({ name, exports: Object.fromEntries(exports) }, null, 2)}\n`;
}
