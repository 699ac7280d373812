import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '../../kit/empty.tsx';
import { IconReceipt2 } from '../../kit/icons.ts';

/** Before the first sale of all. */
export const NoSales = () => (
  <Empty
    icon={IconReceipt2}
    title="Your first credited sale will stand here"
    action={
      <Button component={Link} {...{ to: '/start' }}>
        Send a first sale
      </Button>
    }
  >
    With who earned what, how it was found, until when it is held, and the reason for every amount.
  </Empty>
);
