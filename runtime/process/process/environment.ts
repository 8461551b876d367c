/** process.env: whatever is put into it becomes a string, as in an operating system's. */
export function createEnvironment(given: Readonly<Record<string, string>>) {
  return new Proxy<Record<string, string>>(
    { ...given },
    {
      set(variables, name, value) {
        if (typeof name === 'string') variables[name] = String(value);
        return true;
      },
      defineProperty(variables, name, descriptor) {
        return Reflect.defineProperty(variables, name, {
          ...descriptor,
          value: String(descriptor.value),
        });
      },
    },
  );
}
