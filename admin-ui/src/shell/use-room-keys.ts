import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { rooms } from '../rooms/index.ts';
import { listenToKeys } from './keys.ts';

/** `G`, then a room's letter within a second and a half. */
export function useRoomKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let pressedG = 0;
    return listenToKeys(({ key, timeStamp }) => {
      const room = rooms.find((one) => one.key === key);
      if (room !== undefined && pressedG > 0 && timeStamp - pressedG < 1500) {
        pressedG = 0;
        void navigate({ to: room.path });
        return true;
      }
      pressedG = key === 'g' ? timeStamp : 0;
      return key === 'g';
    });
  }, [navigate]);
}
