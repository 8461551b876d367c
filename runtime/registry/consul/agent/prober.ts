import type { AgentParts } from './agent.ts';
import { AliasProbe } from './alias-probe.ts';
import type { CheckSpec } from './check-spec.ts';
import { HttpProbe } from './http-probe.ts';
import type { Prober } from './local-check.ts';
import type { Report } from './probe.ts';
import { withThresholds } from './threshold.ts';
import { TtlProbe } from './ttl-probe.ts';

/** Starts what a check asks for. */
export function startProber(parts: AgentParts, spec: CheckSpec, report: Report): Prober {
  const { clock, chance, options, store } = parts;
  const { probe, thresholds } = spec;
  switch (probe.kind) {
    case 'ttl':
      return { kind: 'ttl', probe: new TtlProbe(clock, probe.ttlMs, report) };
    case 'http': {
      const judged = withThresholds(thresholds, report);
      const http = new HttpProbe(clock, chance, options.client, probe, judged);
      return { kind: 'other', probe: http };
    }
    case 'alias': {
      const node = probe.node || options.nodeName;
      const aliased = { node, service: probe.service, ownCheckId: spec.id };
      return { kind: 'other', probe: new AliasProbe(store, aliased, report) };
    }
    case 'maintenance':
      return { kind: 'none' };
  }
}
