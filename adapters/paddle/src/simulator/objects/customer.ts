import type { ICustomerNotificationResponse } from '@paddle/paddle-node-sdk';
import type { Scene } from '../scene.ts';

export const customer = (scene: Scene): ICustomerNotificationResponse => ({
  id: scene.ref('ctm'),
  name: scene.name,
  email: scene.email,
  marketing_consent: false,
  status: 'active',
  custom_data: null,
  locale: 'en',
  created_at: scene.at(0),
  updated_at: scene.at(0),
  import_meta: null,
});
