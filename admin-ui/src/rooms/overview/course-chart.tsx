import type { Overview } from '@fairlead/core/api';
import { Area, AreaChart, Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { dayText } from '../../kit/dates.ts';
import { moneyText } from '../../kit/money-text.ts';

interface Point {
  readonly day: string;
  readonly sales: number;
  /** Only where it is drawn; every figure that is read comes from the exact one. */
  readonly height: number;
  readonly commission: string;
}

/** Bars for counts, steps for money; both from zero. Fetched when the overview is first seen. */
export default function CourseChart({ of: { currency, days } }: { readonly of: Overview['series'][number] }) {
  const points = days.map(
    ({ day, sales, commission }): Point => ({
      day: dayText(`${day}T12:00:00Z`, 'UTC'),
      sales,
      height: Number(commission),
      commission: moneyText(commission, currency),
    }),
  );
  const axis = { tickLine: false, axisLine: false, tick: { fill: 'var(--fl-ink-2)', fontSize: 12 } } as const;
  const margin = { top: 4, right: 4, bottom: 0, left: 0 };
  const most = days.reduce((sum, { sales }) => sum + sales, 0);
  return (
    <div className="fl-charts">
      <figure>
        <figcaption>Sales in {currency}</figcaption>
        <div role="img" aria-label={`${most} sales over ${days.length} days; the table has them by day`}>
          <ResponsiveContainer width="100%" height={160}>
            <BarChart data={points} margin={margin} accessibilityLayer={false}>
              <CartesianGrid vertical={false} stroke="var(--fl-line)" />
              <XAxis dataKey="day" {...axis} minTickGap={32} />
              <YAxis {...axis} allowDecimals={false} width={36} />
              <Tooltip content={<Told />} cursor={{ fill: 'var(--fl-hover)' }} isAnimationActive={false} />
              <Bar dataKey="sales" fill="var(--fl-accent)" isAnimationActive={false} radius={[2, 2, 0, 0]} />
            </BarChart>
          </ResponsiveContainer>
        </div>
      </figure>
      <figure>
        <figcaption>Commission in {currency}</figcaption>
        <div role="img" aria-label={`Commission over ${days.length} days; the table has it by day`}>
          <ResponsiveContainer width="100%" height={160}>
            <AreaChart data={points} margin={margin} accessibilityLayer={false}>
              <CartesianGrid vertical={false} stroke="var(--fl-line)" />
              <XAxis dataKey="day" {...axis} minTickGap={32} />
              <YAxis {...axis} width={76} tickFormatter={(minor: number) => moneyText(Math.round(minor), currency)} />
              <Tooltip content={<Told />} cursor={{ stroke: 'var(--fl-control)' }} isAnimationActive={false} />
              <Area
                type="step"
                dataKey="height"
                stroke="var(--fl-accent-ink)"
                fill="var(--fl-accent-soft)"
                isAnimationActive={false}
              />
            </AreaChart>
          </ResponsiveContainer>
        </div>
      </figure>
    </div>
  );
}

interface ToldProps {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: Point }[];
}

/** The figures of the day under the pointer. */
function Told({ active, payload }: ToldProps) {
  const point = payload?.[0]?.payload;
  if (active !== true || point === undefined) return null;
  return (
    <div className="fl-told">
      <b>{point.day}</b>
      <span>{point.sales === 1 ? '1 sale' : `${point.sales} sales`}</span>
      <span>{point.commission} commission</span>
    </div>
  );
}
