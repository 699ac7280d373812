const place = 'fairlead.organization';

/** The organization this browser works in; null before one was chosen. Sent with every request. */
export const chosenOrganization = (): string | null => localStorage.getItem(place);

export const chooseOrganization = (id: string): void => localStorage.setItem(place, id);

export const forgetOrganization = (): void => localStorage.removeItem(place);
