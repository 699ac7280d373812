import '../../kit/pieces.css';
import type { Organization } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { OrganizationForm } from './organization-form.tsx';
import { Tracking } from './tracking.tsx';

/** What holds for the whole brand. */
export default function Settings() {
  const organization = useApi<Organization>('/v1/organization');
  return (
    <Page
      title="Settings"
      lead={
        <>
          What holds for the whole brand. Your own name, password and second factor are in{' '}
          <Link to="/account">your account</Link>.
        </>
      }
    >
      <section className="fl-panel" aria-labelledby="organization">
        <h2 id="organization">Organization</h2>
        <Loaded query={organization} rows={4}>
          {(shown) => <OrganizationForm key={shown.id} organization={shown} />}
        </Loaded>
      </section>
      <Tracking />
    </Page>
  );
}
