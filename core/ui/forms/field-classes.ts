/** The look of anything one types into. */
export const inputClasses =
  'h-10 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-faint hover:border-ink-faint focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent aria-invalid:border-bad disabled:bg-sunken disabled:text-ink-faint max-md:h-12 max-md:text-lg';
