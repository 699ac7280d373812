import type { ServerFacts } from '../../store/inspect/server.ts';
import { type Finding, findings } from './finding.ts';

const { ok, warning, problem } = findings('clocks');

/** Node decides when holds end and whether signatures are fresh, PostgreSQL when work is due: they must agree. */
export function clockSkew({ skewMs, roundTripMs }: Pick<ServerFacts, 'skewMs' | 'roundTripMs'>): Finding {
  const apart = Math.abs(skewMs);
  const shown = `PostgreSQL is ${apart} ms ${skewMs < 0 ? 'behind' : 'ahead'} (round trip ${roundTripMs} ms)`;
  const mend = 'keep both machines on network time (chrony, systemd-timesyncd)';
  if (apart > 60_000 + roundTripMs) return problem(shown, mend);
  if (apart > 2_000 + roundTripMs) return warning(shown, mend);
  return ok(shown);
}
