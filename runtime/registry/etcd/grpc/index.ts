/** etcd's gRPC under Node, beside the JSON gateway on one port. */
export { attachGrpc } from './attach.ts';
