import { tick } from 'svelte';

/** Where something goes with the focus in it, as buttons do at the limit, the focus goes on to what is there in its place.
    In a component's set-up. */
export function keepFocus(
  isThere: () => boolean,
  something: () => HTMLElement | undefined,
  inItsPlace: () => HTMLElement | undefined,
): void {
  let within = false;
  $effect(() => {
    const element = something();
    const came = () => (within = true);
    // To nothing: the element itself may just have gone.
    const went = ({ relatedTarget }: FocusEvent) => (within &&= relatedTarget === null);
    element?.addEventListener('focusin', came);
    element?.addEventListener('focusout', went);
    return () => {
      element?.removeEventListener('focusin', came);
      element?.removeEventListener('focusout', went);
    };
  });
  $effect(() => {
    if (isThere()) return;
    const lost = within;
    within = false;
    void tick().then(() => {
      if (lost && document.activeElement === document.body) inItsPlace()?.focus();
    });
  });
}
