import type { DeliveryPage } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { Status } from '../../kit/status.tsx';

/** Listens for the first delivery that comes in after a moment. */
export function FirstDelivery({ connectionId, since }: { readonly connectionId: string; readonly since: Date }) {
  const { data } = useApi<DeliveryPage>('/v1/inbox', { connectionId, take: 1 }, { every: 2_000 });
  const last = data?.data[0];
  const isHere = last !== undefined && new Date(last.receivedAt) >= since;
  return (
    <p className="fl-shared" aria-live="polite">
      <Status tone={isHere ? 'paid' : 'pending'}>{isHere ? 'Delivered' : 'Listening'}</Status>
      <span className="fl-quiet">
        {isHere
          ? `${last.type} arrived: deliveries reach this server.`
          : 'The first delivery is waited for. Anything that makes one will do: change a customer, or pay something.'}
      </span>
    </p>
  );
}
