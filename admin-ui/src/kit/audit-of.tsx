import type { AuditEntry } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/use-api.ts';
import { Empty } from './empty.tsx';
import { HistoryList } from './history.tsx';
import { IconHistory } from './icons.ts';
import { Loaded } from './loaded.tsx';

interface AuditAnswer {
  readonly data: readonly AuditEntry[];
  readonly nextCursor: string | null;
}

/** The history of one thing, the newest changes of it. */
export function AuditOf({ entityId, what }: { readonly entityId: string; readonly what: string }) {
  const audit = useApi<AuditAnswer>('/v1/audit', { entityId, take: 25 });
  return (
    <Loaded query={audit} rows={4}>
      {({ data, nextCursor }) =>
        data.length === 0 ? (
          <Empty icon={IconHistory} title={`Nothing of ${what} was changed yet`} />
        ) : (
          <>
            <HistoryList entries={data} label={`History of ${what}`} />
            {nextCursor !== null && (
              <Link to="/audit" search={{ entityId }}>
                All changes
              </Link>
            )}
          </>
        )
      }
    </Loaded>
  );
}
