/** The reservation that was paid a moment ago, for the tickets page to show first and to thank for. */
export const justPaid = $state<{ id: string | null }>({ id: null });
