import t from 'tap';
import { changeEnrollment } from '../../src/flows/manage/change-enrollment.ts';
import { createAffiliate } from '../../src/flows/manage/create-affiliate.ts';
import { createCampaign } from '../../src/flows/manage/create-campaign.ts';
import { enroll } from '../../src/flows/manage/enroll.ts';
import { listEnrollments } from '../../src/flows/manage/read-enrollments.ts';
import { newId } from '../../src/store/ids.ts';
import { inOrganization } from '../../src/store/session.ts';
import { testDesk } from './fixtures/desk.ts';

const { desk, organization, travel } = await testDesk(t);
const noon = '2026-06-01T12:00:00.000Z';

async function programme() {
  const { scope } = await organization();
  const campaign = (slug: string) =>
    createCampaign(desk, scope, { name: slug, slug, state: 'active', destinationUrl: 'https://example.com/' });
  const [main, other] = [await campaign('main'), await campaign('other')];
  let people = 0;
  const join = async (recruiterId?: string, campaignId = main.id) => {
    const name = `Person ${++people} of ${scope.organizationId.slice(-6)}`;
    const affiliate = await createAffiliate(desk, scope, { name, email: `person${people}@example.com` });
    return enroll(desk, scope, {
      campaignId,
      affiliateId: affiliate.id,
      status: 'approved',
      ...(recruiterId !== undefined && { recruiterId }),
    });
  };
  /** The recruiter as decisions read it (0006_context.sql). */
  const recruiterAt = async (enrollmentId: string, at: string): Promise<unknown> => {
    const text = `select enrollment_at($1, $2, $3, '{}') -> 'recruiter' ->> 'id' as id`;
    const [row] = await inOrganization(desk.engine.store, scope, (session) =>
      session.query<{ id: string | null }>({ name: 'recruiter', text }, [scope.organizationId, enrollmentId, at]),
    );
    return row?.id;
  };
  return { scope, other, join, recruiterAt };
}

void t.test('C8: who recruited is said when somebody joins, and found by it', async (t) => {
  const { scope, join, recruiterAt } = await programme();
  const ann = await join();
  const jane = await join(ann.id);
  t.equal(jane.recruiterId, ann.id);
  t.equal(ann.recruiterId, null);
  t.equal(await recruiterAt(jane.id, noon), ann.id);
  const { data } = await listEnrollments(desk, scope, { take: 10, sort: '-created', recruiterId: [ann.id] });
  t.same(
    data.map(({ id }) => id),
    [jane.id],
  );
});

void t.test('C8, A10: another recruiter holds from then on, and not before', async (t) => {
  const { scope, join, recruiterAt } = await programme();
  const [ann, bob] = [await join(), await join()];
  const jane = await join(ann.id);
  travel('2026-06-03T12:00:00.000Z');
  t.match(await changeEnrollment(desk, scope, jane.id, { recruiterId: bob.id }), { recruiterId: bob.id });
  await changeEnrollment(desk, scope, jane.id, { status: 'paused' });
  t.equal(await recruiterAt(jane.id, '2026-06-02T12:00:00.000Z'), ann.id);
  t.equal(await recruiterAt(jane.id, '2026-06-03T12:00:00.000Z'), bob.id);
  await changeEnrollment(desk, scope, jane.id, { recruiterId: null, validFrom: '2026-06-03T13:00:00.000Z' });
  t.equal(await recruiterAt(jane.id, '2026-06-03T13:00:00.000Z'), null);
  travel(noon);
});

void t.test('C8: nobody recruits themselves, in a circle, into another campaign, or after the end', async (t) => {
  const { scope, other, join } = await programme();
  const ann = await join();
  const jane = await join(ann.id);
  const zoe = await join(jane.id);
  const refused = (id: string, recruiterId: string) => changeEnrollment(desk, scope, id, { recruiterId });
  await t.rejects(refused(ann.id, ann.id), { code: 'recruiting_circle' });
  await t.rejects(refused(ann.id, jane.id), { code: 'recruiting_circle' });
  await t.rejects(refused(ann.id, zoe.id), { code: 'recruiting_circle' });
  await t.rejects(refused(ann.id, newId()), { code: 'unknown_reference' });
  const elsewhere = await join(undefined, other.id);
  await t.rejects(refused(ann.id, elsewhere.id), {
    code: 'invalid_request',
    extra: { errors: [{ path: '/recruiterId' }] },
  });
  const gone = await join();
  await changeEnrollment(desk, scope, gone.id, { status: 'removed' });
  await t.rejects(join(gone.id), { code: 'not_creditable' });
});

void t.test('C8: two changes at once close no circle together', async (t) => {
  const { scope, join } = await programme();
  for (let round = 0; round < 5; round++) {
    const [a, b] = [await join(), await join()];
    const both = await Promise.allSettled([
      changeEnrollment(desk, scope, a.id, { recruiterId: b.id }),
      changeEnrollment(desk, scope, b.id, { recruiterId: a.id }),
    ]);
    t.same(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  }
});
