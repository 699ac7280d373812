import type { Coupon } from '@fairlead/core/api';
import { post } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { Status, type Tone } from '../../kit/status.tsx';

type State = NonNullable<Coupon['processor']>['state'];

const words: Readonly<Record<State, readonly [tone: Tone, word: string]>> = {
  minting: ['pending', 'Being made'],
  active: ['paid', 'Redeemable'],
  failed: ['review', 'Not made'],
  deactivating: ['pending', 'Being ended'],
  deactivated: ['denied', 'Ended'],
  not_deactivated: ['review', 'Not ended'],
};

/** How a code stands where buyers redeem it, and what to do where it was refused. */
export function AtProcessor({ coupon: { id, code, processor } }: { readonly coupon: Coupon }) {
  const again = useChange(() => post(`/v1/coupons/${id}/mint`), '/v1/coupons');
  if (processor === null) return <span className="fl-quiet">By hand</span>;
  const [tone, word] = words[processor.state];
  const waits = processor.state !== 'active' && processor.state !== 'deactivated';
  return (
    <>
      <Status tone={tone}>{word}</Status>
      {processor.problem !== null && <small className="fl-quiet fl-wraps">{processor.problem.detail}</small>}
      {waits && (
        <ActButton
          needs="manager"
          variant="default"
          size="compact-sm"
          loading={again.isPending}
          aria-label={`Ask the processor again about ${code}`}
          onClick={() => again.mutate()}
        >
          Try again
        </ActButton>
      )}
      {again.error !== null && <ProblemNote error={again.error} />}
    </>
  );
}
