import type { Explanation } from '@fairlead/core/api';
import { momentText } from '../../kit/dates.ts';
import { Source } from '../../kit/source.tsx';
import { SaleStatus } from '../sales/sale-words.tsx';
import { conversionOf } from './subject.ts';

/** Status, source, campaign and time of the credit, in one line. */
export function Tags({ of }: { readonly of: Explanation }) {
  const conversion = conversionOf(of);
  const at = of.payment.occurredAt ?? of.payment.recordedAt;
  return (
    <div className="fl-tags">
      {conversion !== undefined && !conversion.withdrawn && (
        <>
          <SaleStatus row={conversion} timeZone="UTC" pill />
          {conversion.attributionMethod !== null && (
            <Source method={conversion.attributionMethod} code={conversion.couponCode} byPage={conversion.byPage} />
          )}
          <span>{conversion.campaignName}</span>
        </>
      )}
      <span>{momentText(at, 'UTC')}</span>
    </div>
  );
}
