import { readService } from '../agent/service-spec.ts';
import { formatDuration } from '../codec/duration.ts';
import type { Fields } from '../codec/fields.ts';
import { failure } from '../http/refusal.ts';
import { json } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import type { Server } from '../server.ts';
import type { Registration } from '../state/catalog.ts';
import type { CheckDefinition, ServiceDefinition, Status } from '../state/rows.ts';

/** What is written into the catalog by hand: services that no agent has. No checks are run. */
export function catalogWriteRoutes(server: Server): Routes {
  return {
    'PUT /v1/catalog/register': async (call) => {
      const read = (fields: Fields) => readRegistration(server, fields);
      const registration = await call.decode('structs.RegisterRequest', read);
      await server.commits.propose({ op: 'register', registration });
      return json(true);
    },
    'PUT /v1/catalog/deregister': async (call) => {
      const command = await call.decode('structs.DeregisterRequest', (fields) => {
        const node = fields.text('Node');
        if (node === '') throw failure('Must provide node');
        const [serviceId, checkId] = [fields.text('ServiceID'), fields.text('CheckID')];
        const reason = 'deregistered from the catalog';
        return { op: 'deregister' as const, node, serviceId, checkId, reason };
      });
      await server.commits.propose(command);
      return json(true);
    },
  };
}

function readRegistration(server: Server, fields: Fields): Registration {
  const [node, address] = [fields.text('Node'), fields.text('Address')];
  const datacenter = fields.text('Datacenter') || server.options.datacenter;
  if (datacenter !== server.options.datacenter) throw failure('No path to datacenter');
  const skipNodeUpdate = fields.flag('SkipNodeUpdate');
  if (node === '') throw failure('Must provide node');
  if (address === '' && !skipNodeUpdate) {
    throw failure('Must provide address if SkipNodeUpdate is not set');
  }
  const given = fields.object('Service', 'structs.NodeService');
  const service = given === null ? null : readCatalogService(given);
  if (service !== null && service.Service === '') {
    throw failure('Must provide service name with ID');
  }
  const single = fields.object('Check', 'structs.HealthCheck');
  const listed = fields.each('Checks', 'structs.HealthCheck');
  const known = server.store.nodes.get(node);
  return {
    node: {
      ID: fields.text('ID') || (known?.ID ?? ''),
      Node: node,
      Address: address,
      Datacenter: datacenter,
      TaggedAddresses: fields.textMap('TaggedAddresses'),
      Meta: fields.textMap('NodeMeta'),
    },
    skipNodeUpdate,
    service,
    checks: [...(single === null ? [] : [single]), ...listed].map(readCatalogCheck),
  };
}

export function readCatalogService(fields: Fields): ServiceDefinition {
  const [name, id] = [fields.text('Service'), fields.text('ID')];
  return readService(fields, name, id || name);
}

/** A check that is only written down. */
export function readCatalogCheck(fields: Fields): CheckDefinition {
  const name = fields.text('Name');
  const definition = fields.object('Definition', 'structs.HealthCheckDefinition');
  const duration = (member: string) => {
    const durationMs = definition?.durationMs(member) ?? 0;
    return durationMs > 0 ? formatDuration(durationMs) : '';
  };
  return {
    CheckID: fields.text('CheckID') || name,
    Name: name,
    Status: readStatus(fields.text('Status')),
    Notes: fields.text('Notes'),
    Output: fields.text('Output'),
    ServiceID: fields.text('ServiceID'),
    Type: fields.text('Type'),
    Interval: duration('Interval'),
    Timeout: duration('Timeout'),
  };
}

function readStatus(status: string): Status {
  if (status === '') return 'critical';
  if (status === 'passing' || status === 'warning' || status === 'critical') return status;
  throw failure(`Invalid check status: '${status}'`);
}
