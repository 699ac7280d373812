import type { Enrollment, LinkPage, Link as TrackedLink } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconLink, IconPlus } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { SharedAddress } from '../../kit/shared-address.tsx';
import { AddLink } from './add-link.tsx';
import { ChangeStanding } from './change-standing.tsx';
import { GroupOf } from './choose-group.tsx';
import { EditLink } from './edit-link.tsx';
import type { OfAffiliate } from './of-affiliate.ts';
import { Recruiter } from './recruiter.tsx';
import { RecruitingLink } from './recruiting-link.tsx';
import { Standing } from './standing.tsx';

/** Each campaign they are in: how they stand there, and the links they share. */
export function AffiliateLinks({ affiliate, enrollments, campaigns }: OfAffiliate) {
  if (enrollments.length === 0) {
    return (
      <Empty icon={IconLink} title={`${affiliate.name} is in no campaign yet`}>
        Enroll them in one: that gives them a link, and terms to earn by.
      </Empty>
    );
  }
  return enrollments.map((one) => (
    <section key={one.id} className="fl-panel" aria-labelledby={`in-${one.id}`}>
      <div className="fl-panel-head">
        <h2 id={`in-${one.id}`}>
          <Link to={`/campaigns/${one.campaignId}`}>{campaigns.get(one.campaignId) ?? 'Campaign'}</Link>
        </h2>
        <Standing status={one.status} pill />
        <ChangeStanding enrollment={one} who={affiliate.name} />
      </div>
      <Recruiter enrollment={one} who={affiliate.name} />
      <GroupOf enrollment={one} />
      <Links enrollment={one} />
    </section>
  ));
}

function Links({ enrollment }: { readonly enrollment: Enrollment }) {
  const [isAdding, setAdding] = useState(false);
  const [edited, setEdited] = useState<TrackedLink | null>(null);
  const links = useApi<LinkPage>('/v1/links', { enrollmentId: enrollment.id, take: 200, sort: 'created' });
  const counts = enrollment.status === 'approved';
  return (
    <>
      {(enrollment.status === 'pending' || enrollment.status === 'paused') && (
        <p className="fl-quiet">
          {links.data?.data.length === 0
            ? 'They get a link once they are approved.'
            : 'Clicks of these links credit nobody until they are approved.'}
        </p>
      )}
      <Loaded query={links} rows={2}>
        {({ data }) => (
          <>
            <ul aria-label="Links">
              {data.map((link) => (
                <li key={link.id} className="fl-link-row">
                  <SharedAddress url={link.url} what={`link ${link.slug}`} />
                  <small>
                    {link.name ?? ''}
                    {link.destinationUrl !== null && ` leads to ${link.destinationUrl}`}
                    {link.aliases.length > 0 && ` also ${link.aliases.join(', ')}`}
                  </small>
                  <ActButton
                    needs="manager"
                    variant="subtle"
                    size="compact-xs"
                    aria-label={`Edit link ${link.slug}`}
                    onClick={() => setEdited(link)}
                  >
                    Edit
                  </ActButton>
                </li>
              ))}
            </ul>
            <RecruitingLink enrollment={enrollment} links={data} />
          </>
        )}
      </Loaded>
      {(counts || enrollment.status === 'pending' || enrollment.status === 'paused') && (
        <ActButton
          needs="manager"
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
        >
          Add a link
        </ActButton>
      )}
      {edited !== null && <EditLink link={edited} onClose={() => setEdited(null)} />}
      {isAdding && <AddLink enrollmentId={enrollment.id} onClose={() => setAdding(false)} />}
    </>
  );
}
