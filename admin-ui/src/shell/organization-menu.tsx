import { Menu, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconCheck, IconSelector } from '../kit/icons.ts';
import { Mark } from '../kit/mark.tsx';
import { meQuery, useMe, useMembership } from '../session/me.ts';
import { chooseOrganization } from '../session/organization.ts';

/** The brand's name; with several memberships, a switcher. */
export function OrganizationMenu() {
  const { memberships } = useMe();
  const { organizationId, name } = useMembership();
  const client = useQueryClient();
  const navigate = useNavigate();
  const brand = (
    <>
      <Mark size={24} />
      <b>{name}</b>
    </>
  );
  if (memberships.length < 2) return <div className="fl-brand">{brand}</div>;

  const change = async (id: string): Promise<void> => {
    chooseOrganization(id);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
    await client.invalidateQueries({ queryKey: meQuery.queryKey });
    await navigate({ to: '/' });
  };
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className="fl-brand" aria-label={`Organization: ${name}. Change`}>
          {brand}
          <IconSelector size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {memberships.map((one) => (
          <Menu.Item
            key={one.organizationId}
            onClick={() => void change(one.organizationId)}
            rightSection={
              one.organizationId === organizationId ? <IconCheck size={14} aria-label="Chosen" /> : undefined
            }
          >
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
