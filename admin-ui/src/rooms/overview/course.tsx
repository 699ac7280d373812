import type { Overview } from '@fairlead/core/api';
import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { LoadingRows } from '../../kit/loading.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { inCurrency } from './in-currency.ts';
import { CourseTable } from './course-table.tsx';

const CourseChart = lazy(() => import('./course-chart.tsx'));

interface CourseProps {
  /** The home currency first. */
  readonly series: readonly Overview['series'][number][];
}

/** Day by day in one currency, as a chart or as its table. */
export function Course({ series }: CourseProps) {
  const [address, change] = useAddress();
  const [shown, setShown] = useState('chart');
  const chosen = inCurrency(series, address['currency'])[0];
  if (chosen === undefined) return null;
  return (
    <section aria-labelledby="course" className="fl-course">
      <header>
        <h2 id="course">Day by day</h2>
        {series.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Currency"
            data={series.map(({ currency }) => currency)}
            value={chosen.currency}
            onChange={(currency) => change({ currency })}
          />
        )}
        <SegmentedControl
          size="xs"
          aria-label="Shown as"
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
          value={shown}
          onChange={setShown}
        />
      </header>
      {shown === 'table' ? (
        <CourseTable of={chosen} />
      ) : (
        <Suspense fallback={<LoadingRows rows={6} />}>
          <CourseChart of={chosen} />
        </Suspense>
      )}
    </section>
  );
}
