import type { Backtest, BacktestRowPage } from '@fairlead/core/api';
import { Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { CsvButton } from '../../kit/csv-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconFlag } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { moneyText } from '../../kit/money-text.ts';
import { Notice } from '../../kit/notice.tsx';
import { Paging } from '../../kit/paging.tsx';
import { Amounts, Figure, Sums } from '../../kit/sums.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { BacktestRows } from './rows.tsx';

/** Totals, what they leave out, and every affiliate whose commission the draft would change, the largest difference first. */
export function Outcome({ backtest }: { readonly backtest: Backtest }) {
  const { id, campaignId, totals, payments, untrue, undecided } = backtest;
  const navigate = useNavigate();
  const [{ cursor }] = useAddress();
  const path = `/v1/backtests/${id}/affiliates`;
  const rows = useApi<BacktestRowPage>(path, { cursor });
  const sums = (of: 'before' | 'after') => totals.map((one) => ({ currency: one.currency, minor: one[of] }));
  const affiliates = totals.reduce((sum, one) => sum + one.affiliates, 0);
  return (
    <>
      {totals.length > 0 && (
        <Sums label="Totals">
          <Figure name="Before" note="what the ledger holds">
            <Amounts amounts={sums('before')} />
          </Figure>
          <Figure name="After" note="under these terms">
            <Amounts amounts={sums('after')} />
          </Figure>
          <Figure name="Difference">
            {totals.map(({ currency, difference }) => (
              <span key={currency} className="fl-sum">
                {moneyText(difference, currency, { signed: true })}
              </span>
            ))}
          </Figure>
          <Figure name="Payments that change">
            {totals.reduce((sum, one) => sum + one.changed, 0).toLocaleString('en')}
          </Figure>
        </Sums>
      )}
      <Notice>{trust(payments ?? 0, untrue ?? 0)}</Notice>
      {(undecided ?? 0) > 0 && (
        <Notice>
          {counted(undecided ?? 0, 'payment')} cannot be decided under these terms, for want of a plugin or an exchange
          rate. They count as earning nothing.
        </Notice>
      )}
      <Group gap="xs" mb="xs">
        {affiliates > 0 && <CsvButton path={`${path}.csv`} query={{}} count={affiliates} file="backtest.csv" />}
        <ActButton
          needs="admin"
          onClick={() => void navigate({ to: '/campaigns/$id', params: { id: campaignId }, search: { draft: id } })}
        >
          Start a new version from these terms
        </ActButton>
      </Group>
      <Loaded query={rows} rows={6}>
        {({ data, nextCursor }) =>
          data.length === 0 ? (
            <Empty icon={IconFlag} title="Nobody earned anything in these days, before or after" />
          ) : (
            <>
              <BacktestRows backtest={backtest} rows={data} />
              <Paging shown={data.length} nextCursor={nextCursor} total={affiliates} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

const counted = (count: number, word: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? word : `${word}s`}`;

/** Whether the comparison means something. */
const trust = (payments: number, untrue: number): string =>
  untrue === 0
    ? `${payments.toLocaleString('en')} payments and leads were decided again. The published terms, run again, gave exactly what the ledger holds.`
    : `${payments.toLocaleString('en')} payments and leads were decided again. ${untrue.toLocaleString('en')} of them would come out otherwise under the published terms too: evidence came late, or the terms were changed since.`;
