/** Input that Go's encoding/json refuses, in its words; etcd's gateway answers with them. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}
