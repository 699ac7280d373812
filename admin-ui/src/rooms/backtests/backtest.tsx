import '../../kit/pieces.css';
import type { Backtest } from '@fairlead/core/api';
import { Link, useParams } from '@tanstack/react-router';
import { post } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { IconChevronRight } from '../../kit/icons.ts';
import { useLive } from '../../kit/live.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { useMembership } from '../../session/me.ts';
import { TermsInWords } from '../campaigns/terms-words.tsx';
import { Changes } from './changes.tsx';
import { Outcome } from './outcome.tsx';
import { Progressing } from './progressing.tsx';
import { BacktestState, isOpen } from './state.tsx';
import { headline, periodText } from './words.ts';

/** One run: how far it is, then what came of it. It goes on while nobody looks. */
export default function BacktestPage() {
  const { run = '' }: { readonly run?: string } = useParams({ strict: false });
  const backtest = useApi<Backtest>(`/v1/backtests/${run}`);
  const { data, refetch } = backtest;
  const open = data !== undefined && isOpen(data);
  const isLive = useLive(['backtest'], (_event, said) => {
    if ((said as { readonly id?: string }).id === run) void refetch();
  });
  // Where events do not come through, it is asked for.
  useApi<Backtest>(`/v1/backtests/${run}`, undefined, { enabled: open, every: open && (isLive ? 5_000 : 1_500) });
  if (data?.id === run) return <Known backtest={data} />;
  return (
    <Page title="Backtest" crumbs={<Link to="/campaigns">Campaigns</Link>}>
      <Loaded query={backtest}>{() => null}</Loaded>
    </Page>
  );
}

function Known({ backtest }: { readonly backtest: Backtest }) {
  const { timeZone } = useMembership();
  const { campaignId, campaignName, state } = backtest;
  const path = `/v1/backtests/${backtest.id}`;
  const cancel = useChange(() => post(`${path}/cancel`, {}), '/v1/backtests');
  const campaign = { to: '/campaigns/$id', params: { id: campaignId } };
  return (
    <Page
      title={headline(backtest)}
      crumbs={
        <>
          <Link to="/campaigns">Campaigns</Link>
          <IconChevronRight size={13} aria-hidden />
          <Link {...campaign} className="fl-wraps">
            {campaignName}
          </Link>
          <IconChevronRight size={13} aria-hidden />
          <Link {...campaign} search={{ tab: 'backtests' }}>
            Backtests
          </Link>
        </>
      }
      lead={
        <span className="fl-shared">
          <BacktestState backtest={backtest} />
          <span>
            {campaignName}, {periodText(backtest, timeZone)}. Nothing is posted.
          </span>
        </span>
      }
      actions={
        isOpen(backtest) && (
          <ActButton needs="manager" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel
          </ActButton>
        )
      }
    >
      <Changes backtest={backtest} />
      {cancel.error !== null && <ProblemNote error={cancel.error} />}
      {isOpen(backtest) && <Progressing backtest={backtest} />}
      {state === 'done' && <Outcome backtest={backtest} />}
      {(state === 'cancelled' || state === 'interrupted' || state === 'failed') && <Ended backtest={backtest} />}
      <section className="fl-panel" aria-labelledby="draft">
        <h2 id="draft">The terms that were tried</h2>
        <TermsInWords terms={backtest.terms} />
      </section>
    </Page>
  );
}

const Ended = ({ backtest: { state, problem, done, total } }: { readonly backtest: Backtest }) => (
  <p>
    It had looked at {done.toLocaleString('en')}
    {total !== null && ` of ${total.toLocaleString('en')}`} payments and leads.{' '}
    {state === 'failed' && problem !== null && `${problem} `}
    Half a comparison is none, so nothing of it is kept. Run it again from the campaign's terms.
  </p>
);
