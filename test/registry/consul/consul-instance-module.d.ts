declare module 'virtual:brownout/consul-instance' {
  const text: string;
  export default text;
}
