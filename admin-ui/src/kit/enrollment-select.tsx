import type { AffiliatePage, Enrollment } from '@fairlead/core/api';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useApi } from '../api/use-api.ts';
import { useCampaignNames } from './names.ts';

interface EnrollmentSelectProps {
  readonly label: string;
  /** Empty: none chosen. */
  readonly value: string;
  readonly onChange: (enrollmentId: string) => void;
  readonly error?: string | undefined;
  /** Only of this affiliate. */
  readonly affiliateId?: string | undefined;
  /** Only in this campaign. */
  readonly campaignId?: string | undefined;
  readonly isOptional?: boolean;
  /** Of a dialog, whose focus begins here. */
  readonly isFirst?: boolean;
  readonly description?: string;
  readonly path?: string;
}

/** An affiliate in a campaign, found by name, e-mail or slug. */
export function EnrollmentSelect({
  label,
  description,
  value,
  onChange,
  error,
  affiliateId,
  campaignId,
  isOptional = false,
  isFirst = false,
  path = '/enrollmentId',
}: EnrollmentSelectProps) {
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 250);
  const campaigns = useCampaignNames();
  const [chosenWord, setChosenWord] = useState('');
  // What is chosen stands in the field as text; it is no search.
  const q = asked === chosenWord || affiliateId !== undefined ? undefined : asked.trim() || undefined;
  const found = useApi<AffiliatePage>(
    '/v1/affiliates',
    { q, take: 50, sort: 'name' },
    { enabled: affiliateId === undefined },
  );
  const one = useApi<{ readonly id: string; readonly name: string }>(`/v1/affiliates/${affiliateId}`, undefined, {
    enabled: affiliateId !== undefined,
  });
  const people = affiliateId === undefined ? (found.data?.data ?? []) : one.data === undefined ? [] : [one.data];
  const ids = people.map(({ id }) => id).join(',');
  const enrolled = useApi<{ readonly data: readonly Enrollment[] }>(
    '/v1/enrollments',
    { affiliateId: ids, campaignId, status: 'approved,pending,paused', take: 200 },
    { enabled: ids !== '' },
  );
  const options = (ids === '' ? [] : (enrolled.data?.data ?? [])).flatMap((enrollment) => {
    const name = people.find(({ id }) => id === enrollment.affiliateId)?.name;
    const campaign = campaigns.get(enrollment.campaignId) ?? '';
    return name === undefined ? [] : [{ value: enrollment.id, label: `${name}, ${campaign} (${enrollment.slug})` }];
  });
  return (
    <Select
      label={label}
      description={description}
      placeholder="Name, e-mail or link"
      searchable
      required={!isOptional}
      clearable={isOptional}
      clearButtonProps={{ 'aria-label': 'Choose nobody' }}
      data-path={path}
      {...(isFirst && { 'data-autofocus': true })}
      error={error}
      data={options}
      // The server has searched already.
      filter={({ options }) => options}
      nothingFoundMessage={
        enrolled.isFetching || found.isFetching ? 'Searching …' : 'Nobody in a campaign is found by that'
      }
      searchValue={typed}
      onSearchChange={setTyped}
      value={value === '' ? null : value}
      onChange={(chosen, option) => {
        setChosenWord(option?.label ?? '');
        onChange(chosen ?? '');
      }}
    />
  );
}
