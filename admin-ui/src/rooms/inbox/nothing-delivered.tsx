import type { Connection } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { Empty } from '../../kit/empty.tsx';
import { IconInbox } from '../../kit/icons.ts';
import { SharedAddress } from '../../kit/shared-address.tsx';

/** Before the first delivery: where processors have to deliver. */
export function NothingDelivered({ connections }: { readonly connections: readonly Connection[] }) {
  return (
    <Empty
      icon={IconInbox}
      title={connections.length === 0 ? 'What your processor delivers stands here' : 'Listening for the first delivery'}
      action={connections.length === 0 ? <Link to="/connections">Connect a processor</Link> : undefined}
    >
      Every delivery exactly as it was received, and what became of it.
      {connections.map(({ id, name, webhookUrl }) => (
        <SharedAddress key={id} url={webhookUrl} what={`hook URL of ${name}`} qr={false} />
      ))}
    </Empty>
  );
}
