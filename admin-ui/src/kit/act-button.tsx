import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { MouseEvent } from 'react';
import type { Role } from '../session/me.ts';
import { useMay } from '../session/may.ts';

interface ActButtonProps extends ButtonProps {
  /** The least role it takes, as in the server's table of routes. */
  readonly needs: Role;
  readonly type?: 'submit';
  readonly onClick?: () => void;
  readonly 'aria-label'?: string;
}

/** An action. Who may not take it finds it there, reachable by keyboard, and told who may. */
export function ActButton({ needs, onClick, ...rest }: ActButtonProps) {
  const { may, who } = useMay(needs);
  if (may) return <Button {...rest} onClick={onClick} />;
  return (
    <Tooltip label={who} events={{ hover: true, focus: true, touch: true }}>
      <Button
        {...rest}
        data-disabled
        aria-disabled
        aria-description={who}
        onClick={(event: MouseEvent) => event.preventDefault()}
      />
    </Tooltip>
  );
}
