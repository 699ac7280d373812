import { createOrganization } from '../../core/src/store/doors.ts';
import { openStore } from '../../core/src/store/database.ts';
import { newId } from '../../core/src/store/ids.ts';
import { inOrganization } from '../../core/src/store/session.ts';

const organizations = 20;
const linksOfEach = 50;

/** A thousand links of twenty organizations: `bench-0` to `bench-999`. */
export async function makeLinks(url: string): Promise<void> {
  const store = await openStore({ url });
  try {
    for (let brand = 0; brand < organizations; brand++) {
      const [organizationId, campaignId] = [newId(), newId()];
      await createOrganization(store, {
        id: organizationId,
        name: `Bench ${brand}`,
        homeCurrency: 'USD',
        timeZone: 'UTC',
      });
      await inOrganization(store, { organizationId, actor: 'bench' }, async (session) => {
        await session.query(
          {
            name: 'bench_campaign',
            text: `insert into campaign (organization_id, id, name, slug, destination_url, state)
              values ($1, $2, 'Main', 'main', 'https://shop.example.com/', 'active')`,
          },
          [organizationId, campaignId],
        );
        await session.query({ name: 'bench_links', text: links }, [
          organizationId,
          campaignId,
          brand * linksOfEach,
          linksOfEach,
        ]);
      });
    }
  } finally {
    await store.close();
  }
}

const links = `with n as (select g, gen_random_uuid() a, gen_random_uuid() e, gen_random_uuid() l from generate_series($3::int, $3::int + $4::int - 1) g),
  affiliates as (insert into affiliate (organization_id, id, name, email, email_key) select $1, a, 'A' || g, g || '@x.test', g || '@x.test' from n),
  enrollments as (insert into enrollment (organization_id, id, campaign_id, affiliate_id, slug, status) select $1, e, $2, a, 'bench-' || g, 'approved' from n),
  links as (insert into link (organization_id, id, enrollment_id) select $1, l, e from n)
  insert into slug (slug, organization_id, link_id, enrollment_id) select 'bench-' || g, $1, l, e from n`;
