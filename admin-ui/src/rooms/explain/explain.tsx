import './explain.css';
import type { Explanation } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.ts';
import { IconChevronRight } from '../../kit/icons.ts';
import { LeadLine } from '../../kit/lead-line.tsx';
import { useLive } from '../../kit/live.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { Actions } from './actions.tsx';
import { Evidence } from './evidence.tsx';
import { headlineOf, storyOf } from './headline.ts';
import { knotsOf } from './knots.tsx';
import { Tags } from './tags.tsx';

/** The receipt of a credit: seven knots on one rope, which a calculator can follow (UI guide, 6b). */
export function Explain({ path }: { readonly path: string }) {
  const explanation = useApi<Explanation>(path);
  useLive(['conversion', 'payment'], (_event, data) => {
    const { payment } = explanation.data ?? {};
    const told = data as { readonly id?: string; readonly paymentId?: string };
    if (payment !== undefined && (told.paymentId ?? told.id) === payment.id) void explanation.refetch();
  });
  if (explanation.data === undefined) {
    return (
      <Page title="Explain" crumbs={<Crumbs />}>
        <Loaded query={explanation}>{() => null}</Loaded>
      </Page>
    );
  }
  const { data } = explanation;
  return (
    <Page
      title={headlineOf(data)}
      crumbs={<Crumbs last={data.payment.externalEventId ?? data.payment.id} />}
      lead={
        <>
          <p>{storyOf(data)}</p>
          <Tags of={data} />
        </>
      }
      actions={<Actions of={data} path={path} />}
    >
      <Loaded query={explanation}>
        {(loaded) => (
          <div className="fl-explain">
            <LeadLine label="How it came about">{knotsOf(loaded)}</LeadLine>
            <Evidence of={loaded} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

const Crumbs = ({ last }: { readonly last?: string }) => (
  <>
    <Link to="/sales">Sales</Link>
    {last !== undefined && (
      <>
        <IconChevronRight size={13} aria-hidden />
        <span className="fl-trail-last">{last}</span>
      </>
    )}
  </>
);
