declare module 'virtual:brownout/process-bundle' {
  const text: string;
  export default text;
}
