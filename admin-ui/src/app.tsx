import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createQueryClient } from './api/query-client.ts';
import { createAppRouter } from './router.tsx';
import { signInAgain } from './session/sign-in-again.ts';
import { cssVariablesResolver, theme } from './theme/theme.ts';
import { styleNonce } from './theme/nonce.ts';

const client = createQueryClient(() => signInAgain(router));
const router = createAppRouter(client);

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
