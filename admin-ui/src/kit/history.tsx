import './history.css';
import type { AuditEntry } from '@fairlead/core/api';
import { dayText, timeText } from './dates.ts';
import { changesOf, entityWord, shownValue, verbOf } from './history-words.ts';
import { useActorName } from './names.ts';
import { useMembership } from '../session/me.ts';

/** Who changed what and when, the newest first. */
export function HistoryList({ entries, label }: { readonly entries: readonly AuditEntry[]; readonly label: string }) {
  const { timeZone } = useMembership();
  const nameOf = useActorName();
  return (
    <ol className="fl-history" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <p>
            <b>{nameOf(entry.actor)}</b> {verbOf(entry)} {entityWord(entry.entity)}
            {nameIn(entry) !== '' && <b> {nameIn(entry)}</b>}
            <span className="fl-quiet">
              {' '}
              {dayText(entry.at, timeZone)}, {timeText(entry.at, timeZone)}
            </span>
          </p>
          {entry.reason !== null && <p className="fl-quiet">Reason: {entry.reason}</p>}
          <Changes entry={entry} />
        </li>
      ))}
    </ol>
  );
}

const nameIn = ({ after, before }: AuditEntry): string => {
  const row = after ?? before ?? {};
  const name = row['name'] ?? row['code'] ?? row['slug'];
  return typeof name === 'string' ? name : '';
};

function Changes({ entry }: { readonly entry: AuditEntry }) {
  const changes = changesOf(entry);
  if (changes.length === 0) return null;
  const list = (
    <dl>
      {changes.map(({ name, from, to }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {entry.action === 'update' && (
              <>
                <del>{shownValue(from)}</del> <span aria-hidden>to</span>{' '}
              </>
            )}
            <ins>{shownValue(entry.action === 'delete' ? from : to)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
  if (entry.action === 'update') return list;
  return (
    <details>
      <summary>All of it</summary>
      {list}
    </details>
  );
}
