import type { Affiliate as Shown } from '../../contract/api/affiliates.ts';
import type { Affiliate } from '../../store/entities/affiliate.ts';

export const showAffiliate = ({ id, name, email, createdAt, version }: Affiliate): Shown => ({
  id,
  name,
  email,
  createdAt: createdAt.toISOString(),
  version,
});
