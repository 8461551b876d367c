import type { Chance } from '../chance.ts';
import type { ConsulOptions } from '../options.ts';
import type { Registration } from './catalog.ts';
import type { Command } from './command.ts';
import type { Store } from './store.ts';

const SERVER_PORT = 8300;

/** The agent's own node with Consul's own service and its check, as servers write them themselves. */
export function ownNodeCommand(store: Store, options: ConsulOptions, chance: Chance): Command {
  const id = store.nodes.get(options.nodeName)?.ID ?? chance.uuid();
  const registration: Registration = {
    node: nodeOf(options, id),
    skipNodeUpdate: false,
    service: {
      ID: 'consul',
      Service: 'consul',
      Tags: [],
      Address: '',
      TaggedAddresses: {},
      Meta: {},
      Port: SERVER_PORT,
      Weights: { Passing: 1, Warning: 1 },
      EnableTagOverride: false,
      Kind: '',
    },
    checks: [
      {
        CheckID: 'serfHealth',
        Name: 'Serf Health Status',
        Status: 'passing',
        Notes: '',
        Output: 'Agent alive and reachable',
        ServiceID: '',
        Type: '',
        Interval: '',
        Timeout: '',
      },
    ],
  };
  return { op: 'register', registration };
}

/** As it is written down; the id is the one that the node got when it was new. */
export function ownNode(store: Store, options: ConsulOptions): Registration['node'] {
  return nodeOf(options, store.nodes.get(options.nodeName)?.ID ?? '');
}

function nodeOf(options: ConsulOptions, id: string): Registration['node'] {
  const { address } = options;
  return {
    ID: id,
    Node: options.nodeName,
    Address: address,
    Datacenter: options.datacenter,
    TaggedAddresses: { lan: address, lan_ipv4: address, wan: address, wan_ipv4: address },
    Meta: { 'consul-network-segment': '' },
  };
}
