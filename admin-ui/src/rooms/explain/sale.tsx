import { useParams } from '@tanstack/react-router';
import { Explain } from './explain.tsx';

/** Why this sale, of this affiliate. */
export default function Sale() {
  const { id }: { readonly id?: string } = useParams({ strict: false });
  return <Explain path={`/v1/conversions/${id}/explain`} />;
}
