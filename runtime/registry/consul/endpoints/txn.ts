import { Base64Error, decodeBase64, decodedLength } from '../codec/base64.ts';
import { Fields, UndecodableBody } from '../codec/fields.ts';
import type { Json } from '../codec/json.ts';
import { JsonError } from '../codec/read-json.ts';
import type { Call } from '../http/call.ts';
import { checkDatacenter, readQueryOptions } from '../http/query-options.ts';
import { badRequest, Refusal, tooLarge } from '../http/refusal.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import type { Server } from '../server.ts';
import {
  isReadOnly,
  type Operation,
  type Result,
  TransactionFailed,
} from '../state/transaction.ts';
import { readCatalogCheck, readCatalogService } from './catalog-write.ts';
import { MAX_VALUE_BYTES } from './kv.ts';
import { checkView, kvView, nodeView, serviceView } from './views.ts';

const MAX_OPERATIONS = 128;
/** Room for a value of full size in base64, with what is around it. */
const MAX_BODY_BYTES = 1024 * 1024;

/** `/v1/txn`: several operations, all or none. Source: Consul's transaction API. */
export function txnRoutes(server: Server): Routes {
  return { 'PUT /v1/txn': (call) => txn(server, call) };
}

async function txn(server: Server, call: Call): Promise<Reply> {
  checkDatacenter(call, server.options.datacenter);
  const operations = await readOperations(server, call);
  const readOnly = isReadOnly(operations);
  if (readOnly) readQueryOptions(call, server.options.datacenter);
  const headers: Reply['headers'] = readOnly
    ? { 'X-Consul-KnownLeader': 'true', 'X-Consul-LastContact': '0' }
    : {};
  try {
    const results = (await server.commits.propose({ op: 'txn', operations })) as Result[];
    return json({ Results: results.map(resultView), Errors: null }, headers);
  } catch (error) {
    if (!(error instanceof TransactionFailed)) throw error;
    const errors = error.errors.map((each) => ({ ...each }));
    return json({ Results: null, Errors: errors }, headers, 409);
  }
}

function resultView(result: Result): Json {
  switch (result.kind) {
    case 'kv':
      return { KV: kvView(result.row, result.withValue) };
    case 'node':
      return { Node: nodeView(result.row) };
    case 'service':
      return { Service: serviceView(result.row) };
    case 'check':
      return { Check: checkView(result.row) };
  }
}

async function readOperations(server: Server, call: Call): Promise<Operation[]> {
  try {
    const body = await call.json(MAX_BODY_BYTES, 'txn_max_req_len');
    if (body !== null && !Array.isArray(body)) {
      throw new UndecodableBody('json: cannot unmarshal object into Go value of type api.TxnOps');
    }
    const items = (body ?? []) as readonly Json[];
    if (items.length > MAX_OPERATIONS) {
      const count = `${items.length} > ${MAX_OPERATIONS}`;
      throw new Refusal(413, `Transaction contains too many operations (${count})`);
    }
    return items.map((item) => readOperation(server, new Fields(item, 'api.TxnOp')));
  } catch (error) {
    const isUndecodable =
      error instanceof JsonError ||
      error instanceof UndecodableBody ||
      error instanceof Base64Error;
    if (!isUndecodable) throw error;
    throw badRequest(`Failed to parse body: ${error.message}`);
  }
}

function readOperation(server: Server, fields: Fields): Operation {
  const kv = fields.object('KV', 'api.KVTxnOp');
  if (kv !== null) return { kind: 'kv', kv: readKv(kv) };
  const node = fields.object('Node', 'api.NodeTxnOp');
  if (node !== null) return readNode(server, node);
  const service = fields.object('Service', 'api.ServiceTxnOp');
  if (service !== null) {
    const given = service.object('Service', 'api.AgentService') ?? new Fields({}, '');
    return {
      kind: 'service',
      verb: service.text('Verb'),
      node: service.text('Node'),
      service: readCatalogService(given),
      index: given.unsigned('ModifyIndex'),
    };
  }
  const check = fields.object('Check', 'api.CheckTxnOp');
  if (check !== null) {
    const given = check.object('Check', 'api.HealthCheck') ?? new Fields({}, '');
    return {
      kind: 'check',
      verb: check.text('Verb'),
      node: given.text('Node'),
      check: readCatalogCheck(given),
      index: given.unsigned('ModifyIndex'),
    };
  }
  const session = fields.object('Session', 'api.SessionTxnOp');
  if (session === null) return { kind: 'none' };
  const id = session.object('Session', 'api.Session')?.text('ID') ?? '';
  return { kind: 'session', verb: session.text('Verb'), id };
}

function readKv(fields: Fields): Extract<Operation, { kind: 'kv' }>['kv'] {
  const value = fields.text('Value');
  decodeBase64(value);
  const bytes = decodedLength(value);
  if (bytes > MAX_VALUE_BYTES) throw tooLarge(bytes, MAX_VALUE_BYTES, 'kv_max_value_size');
  return {
    verb: fields.text('Verb'),
    key: fields.text('Key'),
    value,
    flags: fields.unsigned('Flags'),
    index: fields.unsigned('Index'),
    session: fields.text('Session'),
  };
}

function readNode(server: Server, fields: Fields): Operation {
  const given = fields.object('Node', 'api.Node') ?? new Fields({}, '');
  return {
    kind: 'node',
    verb: fields.text('Verb'),
    node: {
      ID: given.text('ID'),
      Node: given.text('Node'),
      Address: given.text('Address'),
      Datacenter: server.options.datacenter,
      TaggedAddresses: given.textMap('TaggedAddresses'),
      Meta: given.textMap('Meta'),
    },
    index: given.unsigned('ModifyIndex'),
  };
}
