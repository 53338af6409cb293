/** Several of a list, each with a word of its own. */
export function Choices(props: {
  legend: string;
  items: readonly { name: string; label: string }[];
  chosen: readonly string[];
  disabled?: boolean;
  onChange: (chosen: string[]) => void;
}) {
  const { chosen } = props;
  return (
    <fieldset disabled={props.disabled} className="max-h-60 overflow-y-auto rounded-md border border-line px-3 py-2">
      <legend className="px-1 text-sm font-medium">{props.legend}</legend>
      {props.items.map(({ name, label }) => (
        <label key={name} className="flex min-h-8 items-center gap-2 max-md:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={chosen.includes(name)}
            onChange={(event) =>
              props.onChange(event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
            }
          />
          <span className="min-w-0">
            {label} <span className="text-sm text-ink-faint">{name}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
