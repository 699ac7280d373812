import type { Overview } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { IconChevronRight } from '../../kit/icons.ts';

type Need = Overview['needs'][number];

/** What each need is called, for one and for several. */
const words: Readonly<Record<Need['code'], readonly [one: string, many: string]>> = {
  pending_applications: ['application to answer', 'applications to answer'],
  leads_awaiting_validation: ['lead waits for your word', 'leads wait for your word'],
  unattributed_payments: ['payment without credit', 'payments without credit'],
  payments_without_rate: ['payment waits for an exchange rate', 'payments wait for an exchange rate'],
  failed_payments: ['payment could not be decided', 'payments could not be decided'],
  parked_deliveries: ['delivery is parked', 'deliveries are parked'],
  quarantined_deliveries: ['delivery is in quarantine', 'deliveries are in quarantine'],
  connections_in_trouble: ['connection is in trouble', 'connections are in trouble'],
  quiet_connections: ['connection is silent for longer than usual', 'connections are silent for longer than usual'],
  missing_events: ['webhook lacks events', 'webhooks lack events'],
  failing_backfills: ['processor could not be read', 'processors could not be read'],
  refunds_waiting: ['refund has waited 30 days for its payment', 'refunds have waited 30 days for their payments'],
  data_requests: ['customer asks for their data', 'customers ask for their data'],
};

/** Where each list of the API is shown. */
const places: Readonly<Record<string, string>> = {
  payments: '/sales/not-credited',
  leads: '/sales/leads',
  conversions: '/sales',
  inbox: '/inbox',
  deliveries: '/inbox',
  enrollments: '/affiliates',
  affiliates: '/affiliates',
  connections: '/connections',
};

/** What somebody should look at; nothing where there is nothing. A need with no list to show is told without a link. */
export function Needs({ needs }: { readonly needs: readonly Need[] }) {
  if (needs.length === 0) return null;
  return (
    <section className="fl-needs" aria-labelledby="needs">
      <h2 id="needs">Needs you</h2>
      <ul>
        {needs.map(({ code, count, list, filters }) => {
          const text = `${count.toLocaleString('en')} ${words[code][count === 1 ? 0 : 1]}`;
          const to = places[list];
          return (
            <li key={code}>
              {to !== undefined ? (
                <Link to={to} search={filters}>
                  {text}
                  <IconChevronRight size={14} aria-hidden />
                </Link>
              ) : (
                <span>{text}</span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
