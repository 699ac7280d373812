import type { Organization as Shown } from '../../contract/api/organizations.ts';
import type { Organization } from '../../store/entities/organization.ts';

export const showOrganization = ({
  id,
  name,
  homeCurrency,
  timeZone,
  graceDays,
  inboxDays,
  createdAt,
  version,
}: Organization): Shown => ({
  id,
  name,
  homeCurrency,
  timeZone,
  graceDays,
  inboxDays,
  createdAt: createdAt.toISOString(),
  version,
});
