declare module 'virtual:brownout/container-files' {
  const files: Readonly<Record<'gateway' | 'preload' | 'controlThread' | 'registry', string>>;
  export default files;
}

declare module 'virtual:brownout/container-packages' {
  const packages: import('../../compile/packages/node-files.ts').PackageStore;
  export default packages;
}
