import { Link } from '@tanstack/react-router';
import { Status } from '../../kit/status.tsx';
import { State } from './delivery-state.tsx';
import type { ReplayedOne } from './use-replaying.ts';

/** As many as are drawn. */
const most = 100;

/** Replays that did not go well: what, how it stands now, and why. */
export const ReplayedRows = ({ rows }: { readonly rows: readonly ReplayedOne[] }) => (
  <>
    <ul className="fl-cards" aria-label="Those that need a look">
      {rows.slice(0, most).map(({ id, state, problem, delivery }) => (
        <li key={id} className="fl-card">
          <b className="fl-wraps">
            <Link to="/inbox" search={{ open: id }} target="_blank">
              {delivery?.type ?? id}
            </Link>
          </b>
          {state === null ? <Status tone="denied">Not replayed</Status> : <State state={state} />}
          <span className="fl-wraps">{problem?.detail || problem?.code}</span>
          <span className="fl-quiet fl-wraps">{delivery?.eventId}</span>
        </li>
      ))}
    </ul>
    {rows.length > most && <p className="fl-quiet">And {(rows.length - most).toLocaleString('en')} more.</p>}
  </>
);
