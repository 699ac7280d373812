import type { Delivery } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { ActButton } from '../../kit/act-button.tsx';

interface PickedDeliveriesProps {
  readonly deliveries: readonly Delivery[];
  readonly onReplay: (deliveries: readonly Delivery[]) => void;
  readonly onDone: () => void;
}

/** What can be done with all that are picked. */
export function PickedDeliveries({ deliveries, onReplay, onDone }: PickedDeliveriesProps) {
  if (deliveries.length === 0) return null;
  return (
    <section className="fl-picked" aria-label="Picked deliveries">
      <b role="status">{`${deliveries.length} picked`}</b>
      <ActButton needs="manager" variant="default" size="xs" onClick={() => onReplay(deliveries)}>
        {`Replay ${deliveries.length}`}
      </ActButton>
      <Button variant="subtle" size="xs" onClick={onDone}>
        Pick none
      </Button>
    </section>
  );
}
