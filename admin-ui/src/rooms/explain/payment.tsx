import { useParams } from '@tanstack/react-router';
import { Explain } from './explain.tsx';

/** Why this payment was credited to whom it was, or to nobody. */
export default function Payment() {
  const { id }: { readonly id?: string } = useParams({ strict: false });
  return <Explain path={`/v1/payments/${id}/explain`} />;
}
