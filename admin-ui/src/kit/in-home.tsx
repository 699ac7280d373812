import type { HomeLeftOut } from '@fairlead/core/api';
import { useMembership } from '../session/me.ts';
import { Choices } from './choices.tsx';
import { Notice } from './notice.tsx';
import { useAddress } from './use-address.ts';

/** Whether amounts are shown in the home currency; the server has converted them, never the browser. */
export const useInHome = (): boolean => useAddress()[0]['in'] === 'home';

/** As paid, or in the home currency. In the address, so that a link shows the same. */
export function InHomeChoice() {
  const { homeCurrency } = useMembership();
  return (
    <Choices
      label="Amounts"
      name="in"
      choices={[
        { value: undefined, word: 'As paid' },
        { value: 'home', word: `In ${homeCurrency}` },
      ]}
    />
  );
}

interface HomeNoticeProps {
  readonly leftOut: HomeLeftOut;
  /** `sale`, `line`. */
  readonly word: string;
}

/** What a total in the home currency does not hold (X2). */
export function HomeNotice({ leftOut: { pending, unavailable }, word }: HomeNoticeProps) {
  const { homeCurrency } = useMembership();
  if (pending + unavailable === 0) return null;
  const counted = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? word : `${word}s`}`;
  const parts = [
    ...(unavailable === 0 ? [] : [`${counted(unavailable)} without a rate into ${homeCurrency}`]),
    ...(pending === 0 ? [] : [`${counted(pending)} whose rate is not published yet`]),
  ];
  return <Notice>Left out of these totals: {parts.join(', and ')}.</Notice>;
}
